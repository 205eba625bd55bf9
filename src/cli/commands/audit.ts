import { Option, type Command } from 'commander';
import { stockAudit, type StockAuditRow } from '../../database/queries/stock-audit';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { csvOf } from '../../exports/csv';
import { day } from '../options';
import { helpAfter } from '../terminal/help';
import { listing, printJson, type Cell } from '../terminal/output';
import type { StockAuditGroup } from '../../schema/enums';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant } from '../tenant-session';

const GROUPS = {
  product: 'PRODUCT',
  location: 'PRODUCT_AND_LOCATION',
  day: 'PRODUCT_AND_DAY',
} as const satisfies Record<string, `${StockAuditGroup}`>;

interface Options extends TenantOptions {
  readonly from: string;
  readonly to: string;
  readonly group: keyof typeof GROUPS;
  readonly product?: string;
  readonly location?: string;
  readonly csv?: boolean;
}

/** `bincard audit`: opening stock, changes by kind and closing stock of a period. */
export function define(command: Command, config: Config): void {
  helpAfter(command, 'The log of who changed what is the query auditLog of the GraphQL API.');
  tenantOptions(command, { clean: 'done' })
    .requiredOption('--from <day>', 'the first day', day)
    .requiredOption('--to <day>', 'the last day', day)
    .addOption(
      new Option('--group <by>', 'a line for each product, or for each product and location or day')
        .choices(Object.keys(GROUPS))
        .default('product'),
    )
    .option('--product <sku>', 'only this product')
    .option('--location <code>', 'only this location')
    .option('--csv', 'as CSV')
    .action(async (options: Options) => {
      if (options.csv && options.json)
        throw new CommandError('--csv and --json exclude each other');
      if (options.from > options.to) throw new CommandError('--from must not be after --to');
      const lines = await withTenant(config, options.tenant, ({ read }) =>
        read(async (snapshot) =>
          snapshot.query(stockAudit, {
            ...{ from: options.from, to: options.to, groupBy: GROUPS[options.group] },
            locationId: await findLocation(snapshot, options.location),
            productId: await findProduct(snapshot, options.product),
            ...{ after: null, limit: null },
          }),
        ),
      );
      const { tenant, from, to } = options;
      if (options.json) printJson({ tenant, from, to, lines });
      else if (options.csv)
        process.stdout.write(csvOf(columnsOf(options.group), cellsOf(options, lines)));
      else console.log(listing(columnsOf(options.group), cellsOf(options, lines)));
    });
}

const FIGURES = [
  ...(['opening', 'purchases', 'sales', 'refunds', 'adjustments'] as const),
  ...(['transfersIn', 'transfersOut', 'expired', 'netChange', 'closing'] as const),
];

function columnsOf(group: keyof typeof GROUPS): string[] {
  return ['product', ...(group === 'product' ? [] : [group]), ...FIGURES];
}

function cellsOf({ group }: Options, lines: StockAuditRow[]): Cell[][] {
  return lines.map((line) => [
    line.sku,
    ...{ product: [], location: [line.locationCode], day: [line.businessDate] }[group],
    ...FIGURES.map((figure) => line[figure]),
  ]);
}
