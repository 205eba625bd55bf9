import type { Command } from 'commander';
import type { Config } from '../../config';
import { asCommandError, CommandError } from '../command-error';
import { createPool } from '../../database/pool';
import { createTenant, withDatabase } from '../database';
import { listing, printJson } from '../terminal/output';

/** `bincard tenant create CODE` prints the id of the new tenant; `bincard tenant list` prints all. */
export function define(command: Command, config: Config): void {
  command
    .command('create')
    .description('create a tenant and print its id')
    .argument('<code>', 'letters, digits and dashes; stored in lower case')
    .option('--name <name>', 'display name; the code unless given')
    .option('--time-zone <zone>', 'IANA time zone of its business days', 'UTC')
    .action(async (code: string, options: { name?: string; timeZone: string }) => {
      const create = (url: string) =>
        createTenant(url, code, options.name ?? code, options.timeZone);
      try {
        console.log(await withDatabase(config, create));
      } catch (error) {
        throw refused(error, code, options);
      }
    });
  command
    .command('list')
    .description('list the tenants')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const tenants = await withDatabase(config, listTenants);
      if (json) return printJson(tenants);
      const rows = tenants.map(({ code, name, timeZone, createdAt }) => [
        ...[code, name, timeZone, createdAt.toISOString().slice(0, 10)],
      ]);
      console.log(listing(['code', 'name', 'time zone', 'created'], rows));
    });
}

const UNKNOWN_ZONE = '22023';

function refused(
  error: unknown,
  code: string,
  { name, timeZone }: { name?: string; timeZone: string },
): unknown {
  if ((error as { code?: string }).code !== UNKNOWN_ZONE) {
    return asCommandError(error, { code, name: name ?? code });
  }
  return new CommandError(
    `There is no time zone ${timeZone}; give a name of the IANA database, such as Europe/London`,
  );
}

/** A tenant, for those who administer the database. */
interface ListedTenant {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly createdAt: Date;
}

/** Every tenant, in the order of codes. */
async function listTenants(url: string): Promise<ListedTenant[]> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    const { rows } = await pool.query<ListedTenant>(
      'select id, code, name, time_zone as "timeZone", created_at as "createdAt" from inventory.tenants order by code',
    );
    return rows;
  } finally {
    await pool.end();
  }
}
