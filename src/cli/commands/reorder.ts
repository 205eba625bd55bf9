import type { Command } from 'commander';
import { LARGEST_QUANTITY } from '../../database/rule-sentences';
import { names } from '../../database/queries/tenants';
import { suppliersByCode } from '../../database/queries/suppliers';
import { backtest, reorderSuggestions } from '../../database/queries/reorder';
import type { Config } from '../../config';
import { readRetailFile, RetailFileError, type RetailLine } from '../../retail/retail-file';
import { CommandError } from '../command-error';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, withTenant } from '../tenant-session';

interface ListOptions extends TenantOptions {
  readonly location?: string;
}

interface TestOptions extends TenantOptions {
  readonly leadTime: number;
  readonly warmUp: number;
  readonly window: number;
  readonly smoothing: number;
  readonly safety: number;
  readonly cover: number;
}

/** `bincard reorder list|backtest`: what to buy, and how often that way would have run out. */
export function define(command: Command, config: Config): void {
  tenantOptions(command.command('list').description('list what to buy'), {
    clean: 'nothing is to be bought',
    found: 'something is',
  })
    .option('--location <code>', 'only for this location')
    .action((options: ListOptions) => list(config, options));
  tenantOptions(
    command
      .command('backtest')
      .description('compute how often the products of a retail file would have run out'),
    { clean: 'done' },
  )
    .argument('<file>', 'columns as in the UCI "Online Retail" set, .csv or .csv.gz')
    .option('--lead-time <days>', 'days until an order arrives', Number, 3)
    .option('--warm-up <days>', 'days of which the sales are only learnt from', Number, 7)
    .option('--window <days>', 'days of the moving average', Number, 28)
    .option('--smoothing <n>', 'weight of the last day in the exponential one', Number, 0.1)
    .option('--safety <n>', 'by how much the minimum is larger than what is sold', Number, 1.5)
    .option('--cover <days>', 'days of sales that an order adds to the minimum', Number, 7)
    .action((file: string, options: TestOptions) => test(config, file, options));
}

async function list(config: Config, { tenant, location, json }: ListOptions): Promise<void> {
  const found = await withTenant(config, tenant, ({ read }) =>
    read(async (snapshot) => {
      const locationId = await findLocation(snapshot, location);
      const rows = await snapshot.query(reorderSuggestions, { locationId, supplierId: null });
      const named = await snapshot.query(names, {
        productIds: rows.map(({ productId }) => productId),
        locationIds: rows.map((row) => row.locationId),
        batchIds: [],
      });
      const name = new Map(named.map((row) => [row.id, row.name]));
      const suppliers = new Map(
        (await snapshot.query(suppliersByCode)).map(({ id, code }) => [id, code]),
      );
      return rows.map((row) => ({
        ...row,
        sku: name.get(row.productId)!,
        location: name.get(row.locationId)!,
        supplier: suppliers.get(row.supplierId ?? '') ?? null,
      }));
    }),
  );
  if (found.length > 0) process.exitCode = 1;
  if (json) return printJson(found);
  const rows = found.map((row) => [
    ...[row.sku, row.location, String(row.available), String(row.onOrder), String(row.inTransit)],
    ...[
      String(row.minimum),
      row.soldPerDay.toFixed(2),
      row.daysOfCover === null ? '' : String(row.daysOfCover),
    ],
    ...[`${row.suggestedUnits} ${row.unit}`, row.supplier ?? ''],
  ]);
  const columns = ['product', 'location', 'available', 'on order', 'in transit', 'minimum'];
  console.log(listing([...columns, 'a day', 'days', 'to order', 'supplier'], rows));
}

async function test(config: Config, file: string, options: TestOptions): Promise<void> {
  const { tenant, json, leadTime, warmUp, window, smoothing, safety, cover } = options;
  const limits: [string, number, number, number][] = [
    ['--lead-time', leadTime, 0, 365],
    ['--warm-up', warmUp, 1, 365],
    ['--window', window, 1, 365],
    ['--smoothing', smoothing, 0, 1],
    ['--safety', safety, 0, 10],
    ['--cover', cover, 0, 365],
  ];
  for (const [name, value, least, most] of limits) {
    const whole = most < 365 || Number.isInteger(value);
    if (!whole || !(value >= least && value <= most)) {
      throw new CommandError(`${name} takes a number from ${least} to ${most}`);
    }
  }
  // What was sold; a line below zero is a return, and says nothing of what was wanted.
  const sold = linesOf(file).filter(
    ({ quantity, invoice }) => quantity > 0 && !/^C/i.test(invoice),
  );
  check(sold, warmUp);
  const results = await withTenant(config, tenant, ({ read }) =>
    read((snapshot) =>
      snapshot.query(backtest, {
        codes: sold.map(({ code }) => code),
        days: sold.map(({ date }) => date.slice(0, 10)),
        quantities: sold.map(({ quantity }) => String(quantity)),
        ...{ leadDays: leadTime, warmUp, window, cover },
        ...{ smoothing: String(smoothing), safety: String(safety) },
      }),
    ),
  );
  if (json) return printJson(results);
  const rows = results.map((row) => [
    ...[row.method.toLowerCase().replace('_', ' '), String(row.products), String(row.days)],
    ...[String(row.daysWanted), String(row.daysShort), `${row.percentShort} %`],
    ...[row.wanted, row.short, row.heldPerDay],
  ]);
  const columns = ['average', 'products', 'days', 'days wanted', 'days short', '', 'wanted'];
  console.log(listing([...columns, 'short', 'held a day'], rows));
  console.log(`${results[0]!.leftOut} products that nobody bought in the warm-up are left out.`);
}

/** Refuses sales from which nothing can be computed. */
function check(sold: RetailLine[], warmUp: number): void {
  const days = sold.map(({ date }) => Date.parse(date.slice(0, 10)) / 86_400_000);
  if (days.length === 0) throw new CommandError('The file has no sales');
  // Not the arguments of Math.max: a file may have more lines than a call takes.
  const [first, last] = days.reduce(
    ([least, most], day) => [Math.min(least, day), Math.max(most, day)],
    [Infinity, -Infinity],
  );
  const length = last - first + 1;
  if (length <= warmUp) {
    throw new CommandError(
      `The sales of the file are of ${length} days, and the warm-up takes ${warmUp}: give a longer file, or a shorter --warm-up`,
    );
  }
  const huge = sold.find(({ quantity }) => quantity > LARGEST_QUANTITY);
  if (huge) {
    throw new CommandError(
      `Product ${huge.code}: ${huge.quantity} sold at once are more than ${LARGEST_QUANTITY}`,
    );
  }
}

function linesOf(file: string): RetailLine[] {
  try {
    return readRetailFile(file).lines;
  } catch (error) {
    if (error instanceof RetailFileError) throw new CommandError(error.message);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new CommandError(`There is no file ${file}`);
    throw error;
  }
}
