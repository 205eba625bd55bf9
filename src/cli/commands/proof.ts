import type { Command } from 'commander';
import type { Config } from '../../config';
import { consistencyProof, movementProof, type ProofFile } from '../../proofs/proof-files';
import { BadInput } from '../../input/bad-input';
import { proofFromArchive } from '../../archive/proof';
import { readingArchive } from '../archive-file';
import { CommandError } from '../command-error';
import { writeText } from '../json-file';
import { day, uuid } from '../options';
import { helpAfter } from '../terminal/help';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface Options extends TenantOptions {
  readonly checkpoint?: string;
  readonly from?: string;
  readonly to?: string;
  readonly export?: string;
  readonly archive?: string;
}

const HELP = `bincard proof MOVEMENT proves that a movement of a closed day is in the ledger, with its facts.
bincard proof --from DAY --to DAY proves that nothing up to the first day was rewritten until the second was closed.
Whoever is given the file checks it with bincard verify-proof, without the database.`;

/** `bincard proof`: the proof of a movement or of two closed days, printed or written to a file. */
export function define(command: Command, config: Config): void {
  tenantOptions(helpAfter(command, HELP), { clean: 'done' })
    .argument('[movement]', 'the id of a movement', uuid)
    .option('--checkpoint <day>', 'the signed day that it is proven by; its own unless given', day)
    .option('--from <day>', 'the earlier of two closed days', day)
    .option('--to <day>', 'the later one', day)
    .option(
      '--archive <file>',
      'prove it from this file of bincard archive write, without the database',
    )
    .option('--export <file>', 'write it to this file')
    .action(async (movement: string | undefined, options: Options) => {
      if (options.archive !== undefined) return proveFromArchive(movement, options);
      const proof = await withTenant(config, options.tenant, ({ read }) =>
        read((snapshot) => {
          const { checkpoint, from, to } = options;
          if (movement && !from && !to) return movementProof(snapshot, movement, checkpoint);
          if (!movement && !checkpoint && from && to) {
            if (from > to) throw new CommandError('--from must not be after --to');
            return consistencyProof(snapshot, from, to);
          }
          throw new CommandError('Give the id of a movement, or --from and --to');
        }),
      ).catch((error: unknown) => {
        throw error instanceof BadInput ? new CommandError(error.message) : error;
      });
      if (!proof) throw new CommandError(`There is no movement ${movement}`);
      print(proof, options);
    });
}

async function proveFromArchive(movement: string | undefined, options: Options): Promise<void> {
  const { archive, checkpoint, from, to } = options;
  if (movement === undefined || from !== undefined || to !== undefined) {
    throw new CommandError('An archive proves movements: give the id of one');
  }
  const proof = await readingArchive(archive!, options.json, () =>
    proofFromArchive(archive!, movement, checkpoint),
  );
  if (proof === undefined) return;
  if (proof === null) throw new CommandError(`There is no movement ${movement} in ${archive}`);
  if (typeof proof === 'string') throw new CommandError(proof);
  print({ ...proof, filename: `movement-${movement}.proof.json` }, options);
}

function print({ content, ...proof }: ProofFile, { export: file, json, tenant }: Options): void {
  if (!file) return void process.stdout.write(content);
  writeText(file, content);
  if (json) printJson({ tenant, file, ...proof });
  else console.log(`signed by the checkpoint of ${proof.businessDate}, in ${file}`);
}
