import type { Command } from 'commander';
import type { Config } from '../../config';
import { headsHash, type Checkpoint } from '../checkpoint-file';
import { readClosedDays, readHeads, verifies } from '../closed-days';
import { CommandError } from '../command-error';
import { writeJson } from '../json-file';
import { day } from '../options';
import { printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant, type TenantSession } from '../tenant-session';

interface Options extends TenantOptions {
  readonly export?: string;
}

/** `bincard checkpoint`: prints a closed day and the heads of its chains; exit 1 when they no longer match. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'done',
    found: 'the ledger no longer matches the day; nothing is written',
  })
    .argument('[day]', 'a closed day; the last one unless given', day)
    .option('--export <file>', 'write it to this file')
    .action(async (businessDate: string | undefined, options: Options) => {
      const { checkpoint, fits } = await withTenant(config, options.tenant, (session) =>
        takeCheckpoint(session, businessDate),
      );
      if (!fits) {
        // A checkpoint of a changed ledger would confirm the change.
        console.error(
          `bincard: the ledger no longer matches the checkpoint of ${checkpoint.businessDate}: run bincard verify`,
        );
        process.exitCode = 1;
      } else if (options.export) {
        writeJson(options.export, checkpoint);
        const written = { file: options.export, businessDate: checkpoint.businessDate };
        if (options.json) printJson({ tenant: options.tenant, ...written, hash: checkpoint.hash });
        else console.log(`${written.businessDate} ${checkpoint.hash} in ${written.file}`);
      } else {
        printJson(checkpoint);
      }
    });
}

function takeCheckpoint(
  session: TenantSession,
  businessDate: string | undefined,
): Promise<{ checkpoint: Checkpoint; fits: boolean }> {
  return session.read(async (snapshot) => {
    const days = await readClosedDays(snapshot);
    const day = businessDate ? days.find((one) => one.businessDate === businessDate) : days.at(-1);
    if (!day) {
      throw new CommandError(
        businessDate
          ? `${businessDate} is not closed`
          : 'No day is closed: close one with bincard close DAY',
      );
    }
    const heads = await readHeads(snapshot, day.businessDate);
    const fits = await verifies(snapshot, day.businessDate);
    const checkpoint = { tenant: session.code, ...day, headsHash: headsHash(heads), heads };
    return { checkpoint, fits };
  });
}
