import type { Pool } from 'pg';
import { signToken } from '../../src/auth/token';
import { createPool } from '../../src/database/pool';
import type { LoadResult } from './load-clients';
import type { OwnPostgres } from '../../test/support/own-postgres';
import type { Shop } from './shop';

/** The JWT_SECRET of the servers under load. */
export const SECRET = 'a secret for the load benchmark, long enough';

/** A token of an actor for servers with this secret. */
export function tokenOf(shop: Shop, actor: string): Promise<string> {
  const identity = { tenantId: shop.tenantId, actor, role: 'admin' as const };
  return signToken(identity, new TextEncoder().encode(SECRET));
}

/** How many sales the tenant has. */
export async function salesOf(postgres: OwnPostgres, shop: Shop): Promise<number> {
  return withPools(postgres, async (owner) => {
    const { rows } = await owner.query<{ n: number }>(
      'select count(*)::int as n from inventory.sales where tenant_id = $1',
      [shop.tenantId],
    );
    return rows[0]!.n;
  });
}

/** Compares the sales in the database with those that were acknowledged, and checks every rule. */
export async function checkSales(
  postgres: OwnPostgres,
  shop: Shop,
  url: string,
  before: number,
  { acknowledged }: LoadResult,
) {
  const recorded = await withPools(postgres, async (owner) => {
    const { rows } = await owner.query<{ key: string; id: string; units: number }>(
      `select k.key, s.id, (select -sum(m.quantity)::int from inventory.movements m
         where m.tenant_id = s.tenant_id and m.document_id = s.id) as units
       from inventory.idempotency_keys k join inventory.sales s on s.tenant_id = k.tenant_id and s.id = k.document_id
       where k.tenant_id = $1`,
      [shop.tenantId],
    );
    return new Map(rows.map((row) => [row.key, row]));
  });
  const differ = [...acknowledged].filter(([key, { units }]) => recorded.get(key)?.units !== units);
  const lost = [...acknowledged].filter(([key, { id }]) => recorded.get(key)?.id !== id);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenOf(shop, 'check')}`,
    },
    body: JSON.stringify({ query: '{ integrityRules { name violations } }' }),
  });
  const { data } = (await response.json()) as {
    data: { integrityRules: { name: string; violations: number }[] };
  };
  return {
    acknowledged: acknowledged.size,
    salesInDatabase: (await salesOf(postgres, shop)) - before,
    lost: lost.length,
    unitsDiffer: differ.length,
    rulesChecked: data.integrityRules.length,
    violated: data.integrityRules.filter(({ violations }) => violations > 0),
  };
}

/** Calls `work` with a pool of the superuser and one of the app role. */
export async function withPools<Result>(
  { url }: OwnPostgres,
  work: (owner: Pool, app: Pool) => Promise<Result>,
): Promise<Result> {
  const owner = createPool(url, 'postgres', { max: 2 });
  const app = createPool(url, 'bincard_app', { max: 8 });
  try {
    return await work(owner, app);
  } finally {
    await Promise.all([owner.end(), app.end()]);
  }
}
