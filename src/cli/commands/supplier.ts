import type { Command } from 'commander';
import {
  supplierByCode,
  suppliersByCode,
  type SuppliersByCodeRow,
} from '../../database/queries/suppliers';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';

interface Options extends TenantOptions {
  readonly name?: string;
  readonly leadTime?: number;
  readonly on?: boolean;
  readonly off?: boolean;
}

/** `bincard supplier list|create|update`: who sells to a tenant. */
export function define(command: Command, config: Config): void {
  const sub = (name: string, description: string) =>
    tenantOptions(command.command(name).description(description), { clean: 'done' });
  const days = 'how many days an order takes to arrive';
  sub('list', 'list the suppliers').action((options: TenantOptions) => list(config, options));
  sub('create', 'create a supplier')
    .argument('<code>', 'what people call it, such as ACME')
    .option('--name <name>', 'display name; the code unless given')
    .option('--lead-time <days>', days, Number)
    .action((code: string, options: Options) => create(config, code, options));
  sub('update', 'rename a supplier, change its lead time, or switch it off or on')
    .argument('<code>', 'its code')
    .option('--name <name>', 'display name')
    .option('--lead-time <days>', days, Number)
    .option('--off', 'it is not suggested and gets no new order')
    .option('--on', 'switch it on again')
    .action((code: string, options: Options) => update(config, code, options));
}

async function list(config: Config, { tenant, json }: TenantOptions): Promise<void> {
  const found = await withTenant(config, tenant, ({ read }) =>
    read((snapshot) => snapshot.query(suppliersByCode)),
  );
  print(found, json);
}

async function create(config: Config, code: string, options: Options): Promise<void> {
  const { tenant, name = code, json } = options;
  const leadTimeDays = daysOf(options);
  const made = await withTenant(config, tenant, ({ write }) =>
    write<SuppliersByCodeRow>('create_supplier', { code, name, leadTimeDays }),
  );
  print([made], json);
}

async function update(config: Config, code: string, options: Options): Promise<void> {
  const { tenant, name, on, off, json } = options;
  const leadTimeDays = daysOf(options);
  if (on && off) throw new CommandError('--on and --off exclude each other');
  if (!name && !on && !off && leadTimeDays === undefined) {
    throw new CommandError('Say what to change: --name, --lead-time, --on or --off');
  }
  const changed = await withTenant(config, tenant, async ({ read, write }) => {
    const found = await read((snapshot) => snapshot.query(supplierByCode, { code }));
    if (!found) throw new CommandError(`There is no supplier ${code}`);
    const active = on || off ? on === true : undefined;
    return write<SuppliersByCodeRow>('update_supplier', {
      ...{ id: found.id, name, leadTimeDays, active },
    });
  });
  print([changed], json);
}

function daysOf({ leadTime }: Options): number | undefined {
  if (leadTime === undefined || Number.isInteger(leadTime)) return leadTime;
  throw new CommandError('--lead-time takes a whole number of days');
}

function print(suppliers: SuppliersByCodeRow[], json?: boolean): void {
  if (json) return printJson(suppliers);
  const rows = suppliers.map(({ code, name, leadTimeDays, active }) => [
    ...[code, name, leadTimeDays === null ? '' : String(leadTimeDays)],
    active ? 'on' : 'off',
  ]);
  console.log(listing(['code', 'name', 'lead time', 'active'], rows));
}
