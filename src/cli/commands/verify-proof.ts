import type { Command } from 'commander';
import type { SignedDay, Verdict } from '../../../client/verify-proof.mjs';
import { CommandError } from '../command-error';
import { readBytes } from '../json-file';
import { keysIn } from '../public-keys';
import { helpAfter } from '../terminal/help';
import { paint, printJson } from '../terminal/output';

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
      "an earlier proof, or the body of a webhook's day.signed: its checkpoint must be one of this file",
    )
    .option('--json', 'print JSON')
    .action(async (file: string, options: Options) => {
      const client = await import('../../../client/verify-proof.mjs');
      const keys = options.keys ? keysIn(options.keys) : undefined;
      const bytesOf = (path: string) => readBytes(path, client.MAX_BYTES + 1);
      const kept = options.kept ? client.checkpointsOf(bytesOf(options.kept)) : [undefined];
      if (kept.length === 0) throw new CommandError(`${options.kept} is not a proof`);
      let verdict: Verdict | undefined;
      for (const one of kept) {
        verdict = await client.verifyProof(bytesOf(file), {
          ...(keys ? { keys } : {}),
          ...(one === undefined ? {} : { kept: one }),
        });
        if (verdict.valid || verdict.reason !== 'checkpoint_differs') break;
      }
      if (!verdict!.valid) process.exitCode = 1;
      if (options.json) printJson({ file, keysGiven: keys !== undefined, ...verdict });
      else console.log(textOf(verdict!, keys !== undefined));
    });
}

function textOf(verdict: Verdict, keysGiven: boolean): string {
  if (!verdict.valid) return paint('red', `not proven: ${verdict.message} (${verdict.reason})`);
  const signed = verdict.kind === 'movement' ? [verdict.checkpoint] : [verdict.from, verdict.to];
  const lines =
    verdict.kind === 'movement'
      ? [
          paint('green', 'proven: the ledger had this movement when the day was signed'),
          ...Object.entries(verdict.movement).map(([name, value]) => `  ${name}: ${value}`),
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
