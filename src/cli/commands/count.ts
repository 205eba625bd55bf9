import { InvalidArgumentError, Option, type Command } from 'commander';
import { countPlans, countsDue } from '../../database/queries/count-plans';
import { names } from '../../database/queries/tenants';
import type { Config } from '../../config';
import { AbcClass } from '../../schema/value-enums';
import { CommandError } from '../command-error';
import { defineVariances } from '../count-variances';
import { day } from '../options';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, type TenantSession, withTenant } from '../tenant-session';

interface DueOptions extends TenantOptions {
  readonly location?: string;
  readonly class?: AbcClass;
  readonly at?: string;
  readonly start?: boolean;
  readonly open?: boolean;
  readonly products: number;
}

interface PlanOptions extends TenantOptions {
  readonly every?: number;
  readonly tolerance?: number;
}

const classOption = () =>
  new Option('--class <class>', 'only this class').choices(Object.values(AbcClass));

/** `bincard count due|plan|class|variances`: what is to be counted, how often, and what counts found. */
export function define(command: Command, config: Config): void {
  tenantOptions(command.command('due').description('list what is due for counting'), {
    clean: 'nothing is due',
    found: 'something is',
  })
    .option('--location <code>', 'only at this location')
    .addOption(classOption())
    .option('--at <day>', 'what is due by the end of this day', day)
    .option('--start', 'open a stock count of what is due today at the location')
    .option('--products <n>', 'at most so many products in it', whole, 100)
    .option('--open', 'show the counters what is expected; a blind count unless given')
    .action((options: DueOptions) => due(config, options));
  tenantOptions(
    command.command('plan').description('print how often each class is counted, or set it'),
    { clean: 'done' },
  )
    .argument('[class]', 'A, B or C', oneClass)
    .option('--every <days>', 'count its products again after so many days', whole)
    .option('--tolerance <percent>', 'by how much two blind quantities may differ', whole)
    .action((of: AbcClass | undefined, options: PlanOptions) => plan(config, of, options));
  tenantOptions(
    command.command('class').description('give a product a class, or that of its sales again'),
    { clean: 'done' },
  )
    .argument('<product>', 'its SKU')
    .argument('[class]', 'A, B or C; that of its sales where none is given', oneClass)
    .action((sku: string, to: AbcClass | undefined, options: TenantOptions) =>
      setClass(config, sku, to, options),
    );
  defineVariances(command, config);
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}

function oneClass(text: string): AbcClass {
  const found = Object.values(AbcClass).find((name) => name === text.toUpperCase());
  if (!found) throw new InvalidArgumentError('The classes are A, B and C.');
  return found;
}

async function due(config: Config, options: DueOptions): Promise<void> {
  const { tenant, location, json, start } = options;
  if (start && !location) throw new CommandError('Say where to count: --location');
  if (start && options.at) throw new CommandError('--start counts what is due today, without --at');
  if (options.products < 1 || options.products > 1000) {
    throw new CommandError('--products takes a number from 1 to 1000');
  }
  await withTenant(config, tenant, async (session) => {
    const locationId = await session.read((snapshot) => findLocation(snapshot, location));
    if (start) return startCount(session, { ...options, locationId: locationId! });
    const found = await listDue(session, { ...options, locationId });
    if (found.length > 0) process.exitCode = 1;
    if (json) return printJson(found);
    const rows = found.map((row) => [
      ...[row.sku, row.location, row.classByManager ? `${row.class}, by hand` : row.class],
      ...[row.lastCountedOn ?? 'never', row.dueOn, String(row.daysOverdue)],
      row.stockCountId ? 'open' : '',
    ]);
    const columns = ['product', 'location', 'class', 'counted', 'due', 'days overdue', 'count'];
    console.log(listing(columns, rows));
  });
}

function listDue(
  { read }: TenantSession,
  options: DueOptions & { readonly locationId: string | null },
) {
  const { locationId, class: only = null, at = null } = options;
  return read(async (snapshot) => {
    const rows = await snapshot.query(countsDue, { locationId, class: only, at });
    const named = await snapshot.query(names, {
      productIds: rows.map(({ productId }) => productId),
      locationIds: rows.map((row) => row.locationId),
      batchIds: [],
    });
    const name = new Map(named.map((row) => [row.id, row.name]));
    return rows.map((row) => ({
      ...{ ...row, sku: name.get(row.productId)!, location: name.get(row.locationId)! },
    }));
  });
}

async function startCount(
  { write }: TenantSession,
  options: DueOptions & { readonly locationId: string },
): Promise<void> {
  const { locationId, class: only, products, open = false, json } = options;
  const { id } = await write<{ id: string | null }>('start_due_count', {
    ...{ locationId, class: only, products, blind: !open },
  });
  if (json) return printJson({ stockCountId: id });
  console.log(id === null ? 'Nothing is due there.' : `Stock count ${id} is open.`);
}

async function plan(
  config: Config,
  of: AbcClass | undefined,
  { tenant, json, every, tolerance }: PlanOptions,
): Promise<void> {
  if (!of !== (every === undefined && tolerance === undefined)) {
    throw new CommandError('Give a class with --every or --tolerance, or neither');
  }
  const plans = await withTenant(config, tenant, async ({ read, write }) => {
    if (of) {
      const input = { class: of, everyDays: every, tolerancePercent: tolerance };
      await write('set_count_plan', input);
    }
    return read((snapshot) => snapshot.query(countPlans));
  });
  if (json) return printJson(plans);
  const rows = plans.map((row) => [
    ...[row.class, String(row.everyDays), `${row.tolerancePercent} %`],
  ]);
  console.log(listing(['class', 'every days', 'tolerance'], rows));
}

async function setClass(
  config: Config,
  sku: string,
  to: AbcClass | undefined,
  { tenant, json }: TenantOptions,
): Promise<void> {
  const set = await withTenant(config, tenant, async ({ read, write }) => {
    const productId = await read((snapshot) => findProduct(snapshot, sku));
    return write<{ id: string }>('set_count_class', { productId, class: to });
  });
  if (json) return printJson({ productId: set.id, class: to ?? null });
  console.log(to ? `${sku} is counted as class ${to}.` : `${sku} is counted by its sales.`);
}
