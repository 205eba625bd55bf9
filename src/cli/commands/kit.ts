import type { Command } from 'commander';
import { kitsBySku } from '../../database/queries/kits';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, findProduct, withTenant, type TenantSession } from '../tenant-session';

interface ListOptions extends TenantOptions {
  readonly location?: string;
}

interface CreateOptions extends TenantOptions {
  readonly name?: string;
}

const PARTS = 'what one is put together from, as LAMP=1 BULB=3';

/** `bincard kit list|create|set`: products that are put together from others when they are sold. */
export function define(command: Command, config: Config): void {
  const sub = (name: string, description: string) =>
    tenantOptions(command.command(name).description(description), { clean: 'done' });
  sub('list', 'list the kits, their components, and how many are available')
    .option('--location <code>', 'available at this location; without it, in all')
    .action((options: ListOptions) => list(config, options));
  sub('create', 'create a kit')
    .argument('<sku>', 'its SKU')
    .argument('<components...>', PARTS)
    .option('--name <name>', 'display name; the SKU unless given')
    .action((sku: string, parts: string[], options: CreateOptions) =>
      create(config, sku, parts, options),
    );
  sub('set', 'give a kit other components, for later sales')
    .argument('<sku>', 'its SKU, or another of its codes')
    .argument('<components...>', PARTS)
    .action((sku: string, parts: string[], options: TenantOptions) =>
      set(config, sku, parts, options),
    );
}

async function list(config: Config, { tenant, location, json }: ListOptions): Promise<void> {
  const found = await withTenant(config, tenant, ({ read }) =>
    read(async (snapshot) =>
      snapshot.query(kitsBySku, { locationId: await findLocation(snapshot, location) }),
    ),
  );
  if (json) return printJson(found);
  const rows = found.map(({ sku, name, status, components, available }) => [
    ...[sku, name, status, components],
    available,
  ]);
  console.log(listing(['kit', 'name', 'status', 'components', 'available'], rows));
}

async function create(
  config: Config,
  sku: string,
  parts: string[],
  options: CreateOptions,
): Promise<void> {
  const { tenant, name = sku, json } = options;
  await withTenant(config, tenant, async (session) => {
    const components = await componentsOf(session, parts);
    await session.write('create_product', { sku, name, kind: 'KIT', components });
    await print(session, sku, json);
  });
}

async function set(
  config: Config,
  sku: string,
  parts: string[],
  { tenant, json }: TenantOptions,
): Promise<void> {
  await withTenant(config, tenant, async (session) => {
    const productId = await session.read((snapshot) => findProduct(snapshot, sku));
    const components = await componentsOf(session, parts);
    await session.write('set_kit_components', { productId, components });
    await print(session, sku, json);
  });
}

/** `LAMP=1` as a component; the part before the last `=` is any code of a product. */
function componentsOf({ read }: TenantSession, parts: string[]) {
  const given = parts.map((part) => {
    const [, sku, quantity] = /^(.+)=(\d{1,15})$/.exec(part.trim()) ?? [];
    if (sku === undefined) throw new CommandError(`${part} is no component: write LAMP=1`);
    return { sku, quantity: Number(quantity) };
  });
  return read(async (snapshot) => {
    const components: { productId: string; quantity: number }[] = [];
    for (const { sku, quantity } of given) {
      components.push({ productId: (await findProduct(snapshot, sku))!, quantity });
    }
    return components;
  });
}

async function print({ read }: TenantSession, sku: string, json?: boolean): Promise<void> {
  const kits = await read(async (snapshot) => {
    const id = await findProduct(snapshot, sku);
    return (await snapshot.query(kitsBySku, { locationId: null })).filter((kit) => kit.id === id);
  });
  if (json) return printJson(kits);
  for (const kit of kits) {
    console.log(`${kit.sku}: ${kit.components}, ${kit.available} available`);
  }
}
