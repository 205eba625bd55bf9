import type { Pool, PoolClient } from 'pg';
import { rounded, timed } from './timed';

/** A tenant with a long ledger: what the requests of a measurement name. */
export interface Ledger {
  readonly tenantId: string;
  readonly identity: string;
  readonly products: string[];
  readonly locations: string[];
  /** The first day with a movement, the first of the last thirty, and the last. */
  readonly first: string;
  readonly from: string;
  readonly today: string;
}

export async function readLedger(owner: Pool, tenantId: string): Promise<Ledger> {
  const idsOf = async (table: string) =>
    (
      await owner.query<{ id: string }>(
        `select id from inventory.${table} where tenant_id = $1 order by id limit 1000`,
        [tenantId],
      )
    ).rows.map(({ id }) => id);
  const { rows } = await owner.query<{ first: string; from: string; today: string }>(
    `select min(business_date)::text as first, (max(business_date) - 29)::text as from, max(business_date)::text as today
     from inventory.daily_stock where tenant_id = $1`,
    [tenantId],
  );
  const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
  const [products, locations] = [await idsOf('products'), await idsOf('locations')];
  return { tenantId, identity, products, locations, ...rows[0]! };
}

/** Verification in full, after 1,000 movements, and the full comparison, in seconds. */
export async function checks(
  client: PoolClient,
  { tenantId, identity, products, locations }: Ledger,
) {
  const setTenant = () => client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
  const verify = (mode: string) =>
    timed(() => client.query('select inventory.verify($1, $2)', [identity, { mode }]));
  await setTenant();
  const verifyFull = await verify('FULL');
  for (const productId of products) {
    const lines = [{ productId, quantity: 1 }];
    await client.query('select inventory.record_sale($1, $2)', [
      ...[identity, { locationId: locations[0], lines }],
    ]);
  }
  const verifyNew = await verify('INCREMENTAL');
  await setTenant();
  const compare = await timed(() =>
    client.query('select * from inventory.compare_stock(null, null, null, null)'),
  );
  const count = await timed(() => client.query('select count(*) from inventory.movements'));
  return {
    seconds: {
      ...{ verifyFull: rounded(verifyFull / 1000), compare: rounded(compare / 1000) },
      countOfMovements: rounded(count / 1000),
    },
    verifyAfter1000Movements: rounded(verifyNew),
  };
}

/** The rows a second of the movements' export by HTTP. */
export async function exported(server: { readonly url: string }, token: string) {
  let rows = 0;
  const milliseconds = await timed(async () => {
    const url = new URL('/export/movements.csv', server.url);
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(await response.text());
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      for (const byte of chunk) if (byte === 10) rows++;
    }
  });
  return { rows: rows - 1, rowsPerSecond: Math.round(((rows - 1) * 1000) / milliseconds) };
}
