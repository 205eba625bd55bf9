import { Option, type Command } from 'commander';
import { stockAudit, type StockAuditRow } from '../../database/queries/stock-audit';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { csvOf } from '../../exports/csv';
import { day } from '../options';
import { helpAfter } from '../terminal/help';
import { listing, printJson, type Cell } from '../terminal/output';
import { StockAuditGroup } from '../../schema/enums';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant } from '../tenant-session';

const GROUPS = Object.values(StockAuditGroup);
/** The column of each grouping, beside the product's. */
const GROUP_COLUMNS: Record<StockAuditGroup, readonly string[]> = {
  PRODUCT: [],
  PRODUCT_AND_LOCATION: ['location'],
  PRODUCT_AND_DAY: ['day'],
};

interface Options extends TenantOptions {
  readonly from: string;
  readonly to: string;
  readonly groupBy: StockAuditGroup;
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
      new Option('--group-by <what>', 'what has a line of its own, as in the API and in exports')
        .choices(GROUPS)
        .default(StockAuditGroup.PRODUCT),
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
            ...{ from: options.from, to: options.to, groupBy: options.groupBy },
            locationId: await findLocation(snapshot, options.location),
            productId: await findProduct(snapshot, options.product),
            ...{ after: null, limit: null },
          }),
        ),
      );
      const { tenant, from, to } = options;
      if (options.json) printJson({ tenant, from, to, lines });
      else if (options.csv)
        process.stdout.write(csvOf(columnsOf(options.groupBy), cellsOf(options, lines)));
      else console.log(listing(columnsOf(options.groupBy), cellsOf(options, lines)));
    });
}

const FIGURES = [
  ...(['opening', 'purchases', 'sales', 'refunds', 'adjustments'] as const),
  ...(['transfersIn', 'transfersOut', 'expired', 'netChange', 'closing'] as const),
];

function columnsOf(groupBy: StockAuditGroup): string[] {
  return ['product', ...GROUP_COLUMNS[groupBy], ...FIGURES];
}

function cellsOf({ groupBy }: Options, lines: StockAuditRow[]): Cell[][] {
  return lines.map((line) => [
    line.sku,
    ...{
      ...{ PRODUCT: [], PRODUCT_AND_LOCATION: [line.locationCode] },
      PRODUCT_AND_DAY: [line.businessDate],
    }[groupBy],
    ...FIGURES.map((figure) => line[figure]),
  ]);
}
