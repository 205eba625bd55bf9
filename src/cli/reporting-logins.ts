import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { reportingLogins, type ReportingLoginsRow } from '../database/queries/reporting';
import { runStatement } from '../database/statement';
import { CommandError } from './command-error';
import { findTenant } from './database';
import { actor } from './tenant-session';

/** What a login is made with. */
export interface LoginSettings {
  readonly connections: number;
  /** Settings that its sessions begin with, which they may change. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Settings that only the maker may give, where the maker has the right to. */
  readonly limits?: Readonly<Record<string, string>>;
}

const TAKEN = '42710';
const NO_PRIVILEGE = '42501';
const IN_USE = '2BP01';
const LONGEST_NAME = 63;

/** Makes a login that is a member of a role of ours and of nothing else; returns its URL with a new password. */
export async function createLogin(
  url: string,
  name: string,
  role: 'bincard_backup' | 'bincard_reporting',
  settings: LoginSettings,
  more: (client: Client) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  if (Buffer.byteLength(name) > LONGEST_NAME || /^(pg_|bincard_|$)/.test(name)) {
    throw new CommandError(
      `A login has a name of 1 to ${LONGEST_NAME} bytes that does not begin with pg_ or bincard_`,
    );
  }
  const password = randomBytes(24).toString('hex');
  await inTransaction(url, name, async (client) => {
    const login = client.escapeIdentifier(name);
    await client.query(
      `create role ${login} login password '${password}' connection limit ${settings.connections} in role ${role}`,
    );
    for (const [setting, value] of Object.entries(settings.defaults ?? {})) {
      await client.query(`alter role ${login} set ${setting} = ${client.escapeLiteral(value)}`);
    }
    for (const [setting, value] of Object.entries(settings.limits ?? {})) {
      const may = await client.query<{ may: boolean }>(
        `select has_parameter_privilege($1, 'set') as may`,
        [setting],
      );
      if (!may.rows[0]!.may) continue;
      await client.query(`alter role ${login} set ${setting} = ${client.escapeLiteral(value)}`);
    }
    await more(client);
  });
  const made = new URL(url);
  made.username = encodeURIComponent(name);
  made.password = password;
  return made.toString();
}

/** Makes a login that reads the views of report_v1, of one tenant; returns its URL with a new password. */
export async function createReportingLogin(
  url: string,
  name: string,
  tenant: string,
  settings: LoginSettings,
): Promise<string> {
  const tenantId = await findTenant(url, tenant);
  return createLogin(url, name, 'bincard_reporting', settings, (client) =>
    asOwner(
      client,
      tenantId,
      'insert into inventory.reporting_logins (tenant_id, login) values ($1, $2)',
      [tenantId, name],
    ),
  );
}

/** Every reporting login of the database. */
export async function listReportingLogins(url: string): Promise<ReportingLoginsRow[]> {
  const client = new Client({ connectionString: url, options: '-c role=bincard_owner' });
  await client.connect();
  try {
    return await runStatement(client, reportingLogins);
  } finally {
    await client.end();
  }
}

/** Drops a reporting login: the role, and what says of which tenant it is. */
export async function dropReportingLogin(url: string, name: string): Promise<void> {
  const logins = (await listReportingLogins(url)).filter(({ login }) => login === name);
  if (logins.length === 0) throw new CommandError(`There is no reporting login ${name}`);
  await inTransaction(url, name, async (client) => {
    for (const { tenant } of logins) {
      const tenantId = await findTenant(url, tenant);
      const row = 'delete from inventory.reporting_logins where tenant_id = $1 and login = $2';
      await asOwner(client, tenantId, row, [tenantId, name]);
    }
    await client.query(`drop role if exists ${client.escapeIdentifier(name)}`);
  });
}

/** Runs a statement as the owner of the tables, in a tenant's name; the transaction goes on as the login. */
async function asOwner(client: Client, tenantId: string, text: string, values: string[]) {
  await client.query('set local role bincard_owner');
  await client.query(
    `select set_config('app.tenant_id', $1, true), set_config('app.actor', $2, true)`,
    [tenantId, actor()],
  );
  await client.query(text, values);
  await client.query('set local role none');
}

async function inTransaction(url: string, name: string, work: (client: Client) => Promise<void>) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    throw refused(name, error);
  } finally {
    await client.end();
  }
}

function refused(name: string, error: unknown): unknown {
  const { code, message, detail } = error as { code?: string; message: string; detail?: string };
  if (code === TAKEN) return new CommandError(`There is a role ${name} already`);
  if (code === IN_USE)
    return new CommandError(`${name} has rights or objects of its own, which go first:\n${detail}`);
  if (code !== NO_PRIVILEGE) return error;
  return new CommandError(
    `${message}: it takes a superuser, or the login that first migrated this server and has CREATEROLE`,
  );
}
