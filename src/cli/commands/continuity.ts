import type { Command } from 'commander';
import { continuityBreaks } from '../../database/queries/days';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { withNames } from '../names';
import { day } from '../options';
import { listing, paint, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface Options extends TenantOptions {
  readonly from: string;
  readonly to: string;
}

/** `bincard continuity`: lists days that do not open with the closing stock before them; exit 1 when there are any. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'every day opens with the closing before it',
    found: 'at least one does not',
  })
    .requiredOption('--from <day>', 'the first day', day)
    .requiredOption('--to <day>', 'the last day', day)
    .action(async ({ tenant, from, to, json }: Options) => {
      if (from > to) throw new CommandError('--from must not be after --to');
      const breaks = await withTenant(config, tenant, ({ read }) =>
        read(async (snapshot) =>
          withNames(snapshot, await snapshot.query(continuityBreaks, { from, to })),
        ),
      );
      if (json) printJson({ tenant, from, to, breaks });
      else if (breaks.length === 0) {
        console.log(paint('green', 'Every day opens with the closing before it.'));
      } else {
        const head = ['day', 'product', 'location', 'closing before', 'opening'];
        console.log(
          listing(
            head,
            breaks.map((found) => [
              ...[found.businessDate, found.sku, found.locationCode],
              ...[found.previousClosing, found.opening],
            ]),
          ),
        );
      }
      if (breaks.length > 0) process.exitCode = 1;
    });
}
