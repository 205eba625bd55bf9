import { Option, type Command } from 'commander';
import { exportAssemblies, type ExportAssembliesRow } from '../../database/queries/exports';
import type { Config } from '../../config';
import { AssemblyStatus } from '../../schema/enums';
import { CommandError } from '../command-error';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant, type TenantSession } from '../tenant-session';

interface ListOptions extends TenantOptions {
  readonly product?: string;
  readonly location?: string;
  readonly status?: AssemblyStatus;
}

interface MakeOptions extends TenantOptions {
  readonly location: string;
  readonly batch?: string;
  readonly key?: string;
}

interface VoidOptions extends TenantOptions {
  readonly reason: string;
}

const COLUMNS = ['assembly', 'day', 'set', 'sets', 'location', 'batch', 'part', 'of it', 'status'];

/** `bincard assembly list|make|void`: sets that are put together from parts. */
export function define(command: Command, config: Config): void {
  const sub = (name: string, description: string) =>
    tenantOptions(command.command(name).description(description), { clean: 'done' });
  sub('list', 'list what was put together, part by part')
    .option('--product <sku>', 'only of this set')
    .option('--location <code>', 'only at this location')
    .addOption(
      new Option('--status <status>', 'only of this status').choices(Object.values(AssemblyStatus)),
    )
    .action((options: ListOptions) => list(config, options));
  sub('make', 'put sets together: their parts leave stock, and the sets come in')
    .argument('<sku>', 'the set')
    .argument('<quantity>', 'how many, in its base unit', Number)
    .requiredOption('--location <code>', 'where the parts are')
    .option('--batch <number>', 'the lot number of the sets')
    .option('--key <key>', 'an idempotency key: the same command with it makes them once')
    .action((sku: string, quantity: number, options: MakeOptions) =>
      make(config, sku, quantity, options),
    );
  sub('void', 'take the sets of an assembly out again, and return their parts')
    .argument('<id>', 'its id, as list --json prints it, or the end of it')
    .requiredOption('--reason <text>', 'why')
    .action((id: string, options: VoidOptions) => takeApart(config, id, options));
}

async function list(config: Config, options: ListOptions): Promise<void> {
  const { tenant, json, product, location, status } = options;
  const found = await withTenant(config, tenant, (session) =>
    session.read(async (snapshot) =>
      snapshot.query(exportAssemblies, {
        productId: await findProduct(snapshot, product),
        locationId: await findLocation(snapshot, location),
        ...{ status: status ?? null, from: null, to: null },
      }),
    ),
  );
  print(found, json);
}

async function make(
  config: Config,
  sku: string,
  quantity: number,
  { tenant, json, location, batch, key }: MakeOptions,
): Promise<void> {
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new CommandError('The quantity is a whole number above zero');
  }
  const made = await withTenant(config, tenant, async (session) => {
    const places = await session.read(async (snapshot) => ({
      productId: await findProduct(snapshot, sku),
      locationId: await findLocation(snapshot, location),
    }));
    const { id } = await session.write<{ id: string }>('assemble_stock', {
      ...{ ...places, quantity, batchNumber: batch, idempotencyKey: key },
    });
    return partsOf(session, id);
  });
  print(made, json);
}

async function takeApart(config: Config, number: string, options: VoidOptions): Promise<void> {
  const { tenant, json, reason } = options;
  const voided = await withTenant(config, tenant, async (session) => {
    const wanted = number.trim().toLowerCase();
    const ids = [...new Set((await all(session)).map((row) => row.assembly_id))];
    const found = ids.filter((id) => wanted && id.endsWith(wanted));
    if (found.length !== 1) {
      throw new CommandError(
        found.length > 1
          ? `${found.length} assemblies end with ${number}: give more digits of the id`
          : `There is no assembly ${number}; bincard assembly list shows them`,
      );
    }
    await session.write('void_assembly', { id: found[0], reason });
    return partsOf(session, found[0]!);
  });
  print(voided, json);
}

const all = ({ read }: TenantSession) =>
  read((snapshot) =>
    snapshot.query(exportAssemblies, {
      ...{ productId: null, locationId: null, status: null, from: null, to: null },
    }),
  );

async function partsOf(session: TenantSession, id: string): Promise<ExportAssembliesRow[]> {
  return (await all(session)).filter((row) => row.assembly_id === id);
}

function print(found: ExportAssembliesRow[], json?: boolean): void {
  if (json) return printJson(found);
  const rows = found.map((row) => [
    ...[row.assembly_id.slice(-8), row.business_date, row.sku, String(row.quantity), row.location],
    ...[row.batch_number, row.part_sku, String(row.part_quantity), row.status.toLowerCase()],
  ]);
  console.log(listing(COLUMNS, rows));
}
