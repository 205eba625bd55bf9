import type { Command } from 'commander';
import { margin } from '../../database/queries/sales-value';
import type { Config } from '../../config';
import { csvOf } from '../../exports/csv';
import { CommandError } from '../command-error';
import { day } from '../options';
import { listing, printJson, type Cell } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, withTenant } from '../tenant-session';

const HEAD = ['product', 'quantity', 'cost', 'revenue', 'margin', 'withoutCost', 'withoutPrice'];

interface Options extends TenantOptions {
  readonly from: string;
  readonly to: string;
  readonly location?: string;
  readonly csv?: boolean;
}

/** `bincard margin`: what the goods sold in a period had cost and brought. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, { clean: 'done' })
    .requiredOption('--from <day>', 'the first day', day)
    .requiredOption('--to <day>', 'the last day', day)
    .option('--location <code>', 'only this location')
    .option('--csv', 'as CSV')
    .action(async ({ tenant, from, to, location, csv, json }: Options) => {
      if (csv && json) throw new CommandError('--csv and --json exclude each other');
      if (from > to) throw new CommandError('--from must not be after --to');
      const rows = await withTenant(config, tenant, ({ read }) =>
        read(async (snapshot) => {
          const locationId = await findLocation(snapshot, location);
          return snapshot.query(margin, { from, to, locationId });
        }),
      );
      const cells: Cell[][] = rows.map((row) => [
        ...[row.sku, row.quantity, row.cost, row.revenue, row.margin],
        ...[row.quantityWithoutCost, row.quantityWithoutPrice],
      ]);
      if (csv) return void process.stdout.write(csvOf(HEAD, cells));
      if (json) {
        const lines = cells.map((row) => Object.fromEntries(HEAD.map((name, i) => [name, row[i]])));
        return printJson({ tenant, from, to, lines });
      }
      console.log(listing(HEAD, cells));
    });
}
