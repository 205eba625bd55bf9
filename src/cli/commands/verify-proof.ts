import type { Command } from 'commander';
import type { SignedDay, Verdict } from '../../../client/verify-proof.mjs';
import { CommandError } from '../command-error';
import { readBytes } from '../json-file';
import { keysIn } from '../public-keys';
import { helpAfter } from '../terminal/help';
import { paint, plain, printJson, type Cell } from '../terminal/output';

interface Options {
  readonly keys?: string;
  readonly kept?: string;
  readonly json?: boolean;
}

const HELP = `Without --keys the signature is checked by the key in the file, and the key's id is printed: compare it with the one that the tenant published (https://SERVER/.well-known/bincard/TENANT_ID/jwks.json). With --keys only those keys count.
Exit codes: 0 the proof holds; 1 it does not; 2 could not be done.`;

/** `bincard verify-proof FILE`: checks a proof without a database. */
export function define(command: Command): void {
  helpAfter(command, HELP)
    .argument('<file>', 'the file of bincard proof, movementProof or checkpointConsistency')
    .option('--keys <file>', 'the keys that may have signed: a JWK or a JWK Set')
    .option(
      '--kept <file>',
      "an earlier proof, or the body of a webhook's day.signed: its (latest) checkpoint must be one of this file",
    )
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const client = await import('../../../client/verify-proof.mjs');
      const keys = options.keys ? keysIn(options.keys) : undefined;
      const bytesOf = (path: string) => readBytes(path, client.MAX_BYTES + 1);
      // Of a proof of two checkpoints the later one: a history that was forked after the earlier one has that, too.
      const kept = options.kept && client.checkpointsOf(bytesOf(options.kept)).at(-1);
      if (options.kept && !kept) throw new CommandError(`${options.kept} is not a proof`);
      const verdict = await client.verifyProof(bytesOf(file), {
        ...(keys ? { keys } : {}),
        ...(kept ? { kept } : {}),
      });
      if (!verdict.valid) process.exitCode = 1;
      if (options.json) printJson({ file, keysGiven: keys !== undefined, ...verdict });
      else console.log(textOf(verdict, keys !== undefined));
    });
}

function textOf(verdict: Verdict, keysGiven: boolean): string {
  if (!verdict.valid)
    return paint('red', plain(`not proven: ${verdict.message} (${verdict.reason})`));
  const signed = verdict.kind === 'movement' ? [verdict.checkpoint] : [verdict.from, verdict.to];
  const lines =
    verdict.kind === 'movement'
      ? [
          paint('green', 'proven: the ledger had this movement when the day was signed'),
          // The text of who wrote the line must not look like another line of this.
          ...Object.entries<Cell>({ ...verdict.movement }).map(
            ([name, value]) => `  ${name}: ${value === null ? value : plain(value)}`,
          ),
        ]
      : [
          paint(
            'green',
            `proven: no day up to ${verdict.from.businessDate} was rewritten before ${verdict.to.businessDate} was signed`,
          ),
        ];
  return [...lines, ...signed.map((day) => checkpointLine(day, keysGiven))].join('\n');
}

function checkpointLine(
  { tenantId, businessDate, days, logRoot, keyId }: SignedDay,
  given: boolean,
) {
  const key = given ? `the given key ${keyId}` : `the key ${keyId}: check that it is the tenant's`;
  return `checkpoint of ${businessDate}, tenant ${tenantId}, ${days} days, log root ${logRoot}\n  signed by ${key}`;
}
