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
