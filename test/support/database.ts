import { randomBytes } from 'node:crypto';
import { Client, type Pool, type PoolClient } from 'pg';
import { createPool } from '../../src/database/pool';
import { ruleOf } from '../../src/database/error-mapping';
import { readSql } from '../../src/database/sql-files';

/** A migrated database, and one with the test shop in it; test/support/global-setup.ts makes them. */
export const TEMPLATES = { empty: 'bincard_template', shop: 'bincard_template_shop' };

/** The role that runs a statement: the server's, the tables' owner, or the login itself (a superuser). */
export type ConnectionRole = 'app' | 'owner' | 'super';

/** A migrated database for one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly pools: Record<ConnectionRole, Pool>;
  drop(): Promise<void>;
}

/** Clones a template. */
export async function createTestDatabase(
  template: keyof typeof TEMPLATES = 'empty',
): Promise<TestDatabase> {
  const server = process.env['TEST_SERVER_URL']!;
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Copying the files takes half the processor time of the default, which writes them all to the log.
  await onServer(
    server,
    `create database ${name} template ${TEMPLATES[template]} strategy file_copy`,
  );
  await onServer(withDatabase(server, name), readSql('db/database_privileges.sql'));
  const { close, ...database } = connect(withDatabase(server, name));
  return {
    ...database,
    drop: async () => {
      await close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

/** The pools of a database. */
export function connect(url: string): Omit<TestDatabase, 'drop'> & { close: () => Promise<void> } {
  const { username } = new URL(url);
  const pools = {
    app: createPool(url, 'bincard_app', { max: 20 }),
    owner: createPool(url, 'bincard_owner', { max: 5 }),
    super: createPool(url, decodeURIComponent(username), { max: 5 }),
  };
  const close = async () =>
    void (await Promise.all(Object.values(pools).map((pool) => pool.end())));
  return { url, pools, close };
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // PostgreSQL refuses to clone a template while another session clones it: try again.
    for (let attempt = 0; ; attempt++) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  } finally {
    await client.end();
  }
}

/** Creates a tenant and returns its id. By default, its time zone is one in which it is noon. */
export async function createTenant(
  database: Pick<TestDatabase, 'pools'>,
  code: string,
  timeZone = process.env['TEST_TIME_ZONE'],
): Promise<string> {
  const { rows } = await database.pools.owner.query<{ id: string }>(
    'select inventory.create_tenant($1, $1, $2) as id',
    [code, timeZone],
  );
  return rows[0]!.id;
}

/** Runs `work` in one transaction with a tenant's identity, and commits or rolls back. */
export async function asTenant<Result>(
  pool: Pool,
  tenantId: string,
  work: (client: PoolClient) => Promise<Result>,
  end: 'commit' | 'rollback' = 'commit',
  role = 'admin',
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('app.tenant_id', $1, true), set_config('app.actor', 'tester', true),
         set_config('app.role', $2, true)`,
      [tenantId, role],
    );
    const result = await work(client);
    await client.query(end);
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** The rule that refused, 'permission denied', '(accepted)', or the error where no rule refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '(accepted)';
  } catch (error) {
    const { constraint, code, message } = error as {
      constraint?: string;
      code?: string;
      message: string;
    };
    if (constraint) return ruleOf(constraint);
    if (code === '42501') {
      if (!/row-level/.test(message)) return 'permission denied';
      return /policy "role_policy/.test(message) ? 'role_policy' : 'tenant_isolation';
    }
    return `${code}: ${message}`;
  }
}

/** Moves a tenant to another time zone as if it had always been there: past the rule time_zone_fixed. */
export async function moveTenant(
  { pools }: Pick<TestDatabase, 'pools'>,
  tenant: string,
  zone: string,
): Promise<void> {
  await asTenant(pools.super, tenant, async (client) => {
    await client.query('alter table inventory.tenants disable trigger _300_time_zone_fixed');
    await client.query('update inventory.tenants set time_zone = $1 where id = $2', [zone, tenant]);
    await client.query('alter table inventory.tenants enable always trigger _300_time_zone_fixed');
  });
}
