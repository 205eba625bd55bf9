import { Option, type Command } from 'commander';
import { locationsByCode, type LocationsByCodeRow } from '../../database/queries/locations';
import type { Config } from '../../config';
import { LocationKind } from '../../schema/enums';
import { CommandError } from '../command-error';
import { listing, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { findLocation, withTenant } from '../tenant-session';

interface CreateOptions extends TenantOptions {
  readonly name?: string;
  readonly kind: LocationKind;
  readonly quarantineOf?: string;
}

interface UpdateOptions extends TenantOptions {
  readonly name?: string;
  readonly on?: boolean;
  readonly off?: boolean;
}

/** `bincard location list|create|update`: the places of a tenant. */
export function define(command: Command, config: Config): void {
  const sub = (name: string, description: string) =>
    tenantOptions(command.command(name).description(description), { clean: 'done' });
  sub('list', 'list the locations').action((options: TenantOptions) => list(config, options));
  sub('create', 'create a location')
    .argument('<code>', 'what people type and scan, such as SHOP-2')
    .option('--name <name>', 'display name; the code unless given')
    .addOption(
      new Option('--kind <kind>', 'what it is')
        .choices(Object.values(LocationKind))
        .default(LocationKind.STOREFRONT),
    )
    .option('--quarantine-of <code>', 'for a QUARANTINE: the location whose goods it takes')
    .action((code: string, options: CreateOptions) => create(config, code, options));
  sub('update', 'rename a location, or switch it off or on')
    .argument('<code>', 'its code')
    .option('--name <name>', 'display name')
    .option('--off', 'nothing comes in or is sold there any more; what is there can leave')
    .option('--on', 'switch it on again')
    .action((code: string, options: UpdateOptions) => update(config, code, options));
}

async function list(config: Config, { tenant, json }: TenantOptions): Promise<void> {
  const found = await withTenant(config, tenant, ({ read }) =>
    read((snapshot) => snapshot.query(locationsByCode)),
  );
  print(found, json);
}

async function create(config: Config, code: string, options: CreateOptions): Promise<void> {
  const { tenant, name = code, kind, quarantineOf, json } = options;
  const made = await withTenant(config, tenant, async ({ read, write }) => {
    const quarantineOfId = await read((snapshot) => findLocation(snapshot, quarantineOf));
    return write<LocationsByCodeRow>('create_location', { code, name, kind, quarantineOfId });
  });
  print([made], json);
}

async function update(config: Config, code: string, options: UpdateOptions): Promise<void> {
  const { tenant, name, on, off, json } = options;
  if (on && off) throw new CommandError('--on and --off exclude each other');
  if (!name && !on && !off) throw new CommandError('Say what to change: --name, --on or --off');
  const changed = await withTenant(config, tenant, async ({ read, write }) => {
    const id = await read((snapshot) => findLocation(snapshot, code));
    const active = on || off ? on === true : undefined;
    return write<LocationsByCodeRow>('update_location', { id, name, active });
  });
  print([changed], json);
}

function print(locations: LocationsByCodeRow[], json?: boolean): void {
  if (json) return printJson(locations);
  const rows = locations.map(({ code, name, kind, active }) => [
    ...[code, name, kind],
    active ? 'on' : 'off',
  ]);
  console.log(listing(['code', 'name', 'kind', 'active'], rows));
}
