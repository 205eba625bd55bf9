import type { Pool, PoolClient, QueryConfig } from 'pg';
import { distributionOf, isKnown } from './distribution';

interface Caller {
  readonly tenantId: string;
  readonly actor: string | null;
  readonly role: string | null;
}

/** Where the database is distributed: the call of an entry point on the node of a tenant. */
export function onTenant(caller: Caller, name: string, input: object): QueryConfig {
  const { tenantId, actor, role } = caller;
  return {
    text: 'select inventory.on_tenant($1, $2, $3, $4) as result',
    values: [
      ...[tenantId, name],
      JSON.stringify({ tenant: tenantId, actor, role }),
      JSON.stringify(input),
    ],
  };
}

/** Whether the tenants are on several nodes; connects to learn it. */
export async function isDistributed(pool: Pool): Promise<boolean> {
  if (!isKnown(pool)) (await pool.connect()).release();
  return distributionOf(pool) !== undefined;
}

/** The tenant of a code, or the only one where there is no code; undefined where there is none. Of a distributed database. */
export async function tenantOfCode(pool: Pool, code?: string): Promise<string | undefined> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: string | null }>(
      'select inventory.tenant_of_code($1) as id',
      [code ?? null],
    );
    client.release();
    return rows[0]!.id ?? undefined;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

interface NewTenant {
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
}

/** Creates a tenant and returns its id. The pool's role is the owner. */
export async function writeTenant(pool: Pool, tenant: NewTenant): Promise<string> {
  const client = await pool.connect();
  let failure: unknown;
  try {
    if (distributionOf(pool)) return await writeOnNode(client, tenant);
    const { rows } = await client.query<{ id: string }>(
      'select inventory.create_tenant($1, $2, $3) as id',
      [tenant.code, tenant.name, tenant.timeZone],
    );
    return rows[0]!.id;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    client.release(failure as Error | undefined);
  }
}

/**
 * Where the database is distributed: claims the code on the coordinator, then writes the tenant on the node of its id. Two
 * transactions, since Citus calls a function on a node only where the call is a transaction of its own.
 */
async function writeOnNode(client: PoolClient, tenant: NewTenant): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into inventory.tenant_codes (code, id) values (inventory.code_key($1), inventory.uuid_v7())
     returning id`,
    [tenant.code],
  );
  const { id } = rows[0]!;
  try {
    await client.query(
      onTenant({ tenantId: id, actor: null, role: null }, 'create_tenant_here', tenant),
    );
  } catch (error) {
    await client.query('delete from inventory.tenant_codes where id = $1', [id]);
    throw error;
  }
  return id;
}
