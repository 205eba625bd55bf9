import { Option, type Command } from 'commander';
import { refuseDayToCome } from '../../codes/days-to-come';
import { stockValue, stockValueBatches } from '../../database/queries/stock-value';
import type { Config } from '../../config';
import { csvOf } from '../../exports/csv';
import { StockValueGroup } from '../../schema/value-enums';
import { CommandError } from '../command-error';
import { day } from '../options';
import { listing, printJson, type Cell } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant } from '../tenant-session';

/** The columns of each grouping, with their names in the statements. */
const GROUPS: Record<StockValueGroup, readonly (readonly [head: string, field: string])[]> = {
  PRODUCT: [['product', 'sku']],
  LOCATION: [['location', 'locationCode']],
  PRODUCT_AND_LOCATION: [
    ['product', 'sku'],
    ['location', 'locationCode'],
  ],
  BATCH: [
    ['product', 'sku'],
    ['batch', 'batchNumber'],
  ],
};
const FIGURES = ['quantity', 'value', 'withoutCost'] as const;

interface Options extends TenantOptions {
  readonly at?: string;
  readonly groupBy: StockValueGroup;
  readonly product?: string;
  readonly location?: string;
  readonly csv?: boolean;
}

/** `bincard value`: what stock was worth at the end of a day. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, { clean: 'done' })
    .option('--at <day>', 'at the end of this day; today if it is not given', day)
    .addOption(
      new Option('--group-by <what>', 'what has a line of its own, as in the API')
        .choices(Object.keys(GROUPS))
        .default(StockValueGroup.PRODUCT),
    )
    .option('--product <sku>', 'only this product')
    .option('--location <code>', 'only this location')
    .option('--csv', 'as CSV')
    .action(async (options: Options) => {
      const { tenant, groupBy, csv, json } = options;
      if (csv && json) throw new CommandError('--csv and --json exclude each other');
      const [total, ...rows] = await withTenant(config, tenant, ({ read }) =>
        read(async (snapshot) => {
          await refuseDayToCome(snapshot, options.at, '--at');
          const where = {
            ...{ at: options.at ?? null, lines: true, groupBy },
            locationId: await findLocation(snapshot, options.location),
            productId: await findProduct(snapshot, options.product),
          };
          return groupBy === StockValueGroup.BATCH
            ? snapshot.query(stockValueBatches, where)
            : snapshot.query(stockValue, where);
        }),
      );
      const { at, currency, quantity, value, quantityWithoutCost } = total!;
      const { inTransitValue, inTransitQuantityWithoutCost } = total!;
      const columns = GROUPS[groupBy];
      const head = [...columns.map(([name]) => name), ...FIGURES];
      const cells: Cell[][] = rows.map((row) => [
        ...columns.map(([, field]) => (row as unknown as Record<string, Cell>)[field]),
        ...[row.quantity, row.value, row.quantityWithoutCost],
      ]);
      if (csv) return void process.stdout.write(csvOf(head, cells));
      if (json) {
        const lines = cells.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
        const inTransit = { inTransitValue, inTransitWithoutCost: inTransitQuantityWithoutCost };
        const sums = { at, currency, quantity, value, withoutCost: quantityWithoutCost };
        return printJson({ tenant, ...sums, ...inTransit, lines });
      }
      console.log(listing(head, cells));
      const unknown: [number, string][] = [
        [quantityWithoutCost, 'on hand'],
        [inTransitQuantityWithoutCost ?? 0, 'on the way'],
      ];
      const notes = unknown.filter(([count]) => count > 0).map((each) => each.join(' '));
      console.log(
        [
          `${at}: ${value}${currency ? ` ${currency}` : ''}`,
          ...(inTransitValue === null ? [] : [`on the way ${inTransitValue}`]),
          ...(notes.length > 0 ? [`without a cost ${notes.join(', ')}`] : []),
        ].join('; '),
      );
    });
}
