import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { httpClient } from './support/http-client';
import { interleave } from './support/rounds';
import { BENCH_SECRET, serveSide } from './support/server-process';
import { makeShop } from './support/shop';

const RECORD_SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id receiptNumber status lines { id quantity } } }`;

const PRODUCTS = `{
  products(first: 50) {
    nodes {
      id sku name status
      stock { onHand reserved expired quarantined available location { code } }
      batches(first: 8) { nodes { id batchNumber status expiryDate intakeQuantity remainingQuantity } }
    }
  }
}`;

/** The same JSON from one statement, as a hand-written endpoint would send it. */
const PRODUCTS_IN_SQL = `
  select jsonb_build_object('data', jsonb_build_object('products', jsonb_build_object('nodes', jsonb_agg(jsonb_build_object(
    'id', p.id, 'sku', p.sku, 'name', p.name, 'status', p.status,
    'stock', (
      select jsonb_agg(jsonb_build_object('onHand', s."onHand", 'reserved', s.reserved, 'expired', s.expired,
        'quarantined', s.quarantined, 'available', s.available, 'location', jsonb_build_object('code', l.code)))
      from inventory.api_stock s join inventory.api_locations l on l.id = s."locationId" where s."productId" = p.id),
    'batches', jsonb_build_object('nodes', (
      select jsonb_agg(jsonb_build_object('id', b.id, 'batchNumber', b."batchNumber", 'status', b.status,
        'expiryDate', b."expiryDate", 'intakeQuantity', b."intakeQuantity", 'remainingQuantity', b."remainingQuantity"))
      from (select * from inventory.api_batches b where b."productId" = p.id order by b.id limit 8) b)))
    order by p.sku))))::text as result
  from (select p.* from inventory.api_products p order by p.sku limit 50) p`;

const options = {
  clients: 8,
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 7),
  milliseconds: 3000,
};

/** Compares recordSale and the query of 50 products through the API with a bare Node server. */
export async function benchApi(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const size = { products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 };
  const shop = await makeShop(owner, app, size);
  const secret = new TextEncoder().encode(BENCH_SECRET);
  const identity = { tenantId: shop.tenantId, actor: 'bench', role: 'admin' as const };
  const token = await signToken(identity, secret);
  const [api, bare] = [
    await serveSide('api', databaseUrl, shop.tenantId),
    await serveSide('bare', databaseUrl, shop.tenantId),
  ];
  try {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const idle = api.memory();
    const toApi = httpClient(api.url, token, 8);
    const toBare = httpClient(bare.url, token, 8);
    const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)]!;
    let keys = 0;
    const input = (product = pick(shop.products), location = pick(shop.locations)) => ({
      locationId: location,
      idempotencyKey: `bench-${process.pid}-${keys++}`,
      lines: [{ productId: product, quantity: 1 }],
    });
    const overApi = (body: object) =>
      toApi(JSON.stringify({ query: RECORD_SALE, variables: { input: body } }));
    const text = 'select inventory.record_sale($1::jsonb, $2::jsonb) as result';
    const overBare = (body: object) =>
      toBare(JSON.stringify({ text, values: [shop.identity, JSON.stringify(body)] }));
    const sales = await interleave(
      {
        bareSale: () => overBare(input()),
        apiSale: () => overApi(input()),
        apiSaleOfOneHotBatch: () => overApi(input(shop.products[0], shop.locations[0])),
      },
      options,
    );
    const reads = await interleave(
      {
        bareProducts: () => toBare(JSON.stringify({ text: PRODUCTS_IN_SQL, values: [] })),
        apiProducts: () => toApi(JSON.stringify({ query: PRODUCTS })),
      },
      options,
    );
    const loaded = api.memory();
    return {
      ...sales,
      ratioSale: sales['apiSale']!.perSecond / sales['bareSale']!.perSecond,
      ratioHot: sales['apiSaleOfOneHotBatch']!.perSecond / sales['apiSale']!.perSecond,
      ...reads,
      ratioProducts: reads['apiProducts']!.perSecond / reads['bareProducts']!.perSecond,
      memoryMegabytes: { idle, underLoad: loaded },
    };
  } finally {
    api.stop();
    bare.stop();
  }
}
