import type { Pool } from 'pg';

/** A tenant with so much stock that no benchmark can sell it out. */
export interface Shop {
  readonly tenantId: string;
  readonly identity: string;
  readonly locations: string[];
  readonly products: string[];
}

/** Creates a tenant through the entry points, with `batches` batches of each product at each location. */
export async function makeShop(
  owner: Pool,
  app: Pool,
  size: { products: number; locations: number; batches: number; quantity: number },
): Promise<Shop> {
  const code = `bench-${Date.now().toString(36)}`;
  const tenantId = (
    await owner.query<{ id: string }>('select inventory.create_tenant($1, $1) as id', [code])
  ).rows[0]!.id;
  const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
  const call = async (name: string, input: unknown): Promise<string> =>
    (
      await app.query<{ id: string }>(
        `select inventory.${name}($1::jsonb, $2::jsonb) ->> 'id' as id`,
        [identity, JSON.stringify(input)],
      )
    ).rows[0]!.id;

  const locations: string[] = [];
  for (let l = 0; l < size.locations; l++) {
    locations.push(
      await call('create_location', { code: `L${l}`, name: `Location ${l}`, kind: 'STOREFRONT' }),
    );
  }
  const products: string[] = [];
  for (let p = 0; p < size.products; p++) {
    products.push(await call('create_product', { sku: `P${p}`, name: `Product ${p}` }));
  }
  for (const locationId of locations) {
    for (let from = 0; from < products.length; from += 100) {
      const lines = products.slice(from, from + 100).flatMap((productId, p) =>
        Array.from({ length: size.batches }, (_, b) => ({
          productId,
          batchNumber: `${locations.indexOf(locationId)}-${from + p}-${b}`,
          quantity: size.quantity,
          expiryDate: `${2100 + b}-01-01`,
        })),
      );
      await call('receive_stock', { locationId, lines });
    }
  }
  await owner.query('analyze');
  return { tenantId, identity, locations, products };
}

/** The barest transaction: one stock row is updated, one sale row inserted. */
export const BARE_SALE = `
  with u as (update bench.stock set on_hand = on_hand - 1
    where tenant_id = $1 and product_id = $2 and location_id = $3 returning 1)
  insert into bench.sale (tenant_id, product_id, location_id, quantity) select $1, $2, $3, 1 from u returning id`;

/** Makes the tables of BARE_SALE, with the shop's stock, in the schema bench, which is made anew. */
export async function makeBareTables(owner: Pool, { tenantId }: Shop): Promise<void> {
  await owner.query(`
    drop schema if exists bench cascade;
    create schema bench;
    create table bench.stock (tenant_id uuid, product_id uuid, location_id uuid, on_hand bigint check (on_hand >= 0),
      primary key (tenant_id, product_id, location_id)) with (fillfactor = 70);
    create table bench.sale (tenant_id uuid, id uuid default gen_random_uuid(), product_id uuid, location_id uuid,
      quantity bigint, created_at timestamptz default now(), primary key (tenant_id, id));
    insert into bench.stock select tenant_id, product_id, location_id, on_hand from inventory.stock_levels
      where tenant_id = '${tenantId}';
    grant usage on schema bench to bincard_app;
    grant all on all tables in schema bench to bincard_app;
    analyze`);
}
