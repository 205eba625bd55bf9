import type { TestDatabase } from './database';
import { asTenant, connect, createTenant, createTestDatabase } from './database';
import { batchOfReceipt, writeDocuments, type Call, type TestDocuments } from './shop-documents';

/** A small shop with documents of each kind; ids by name. */
/** The SKUs of the products that the shop has, in order. */
export const PRODUCTS = ['A', 'B', 'OLD', 'P', 'POST', 'R', 'T', 'W'];

export interface TestShop extends TestDocuments {
  readonly tenant: string;
  /** The tenant's business date, which does not change while the tests run: it is noon when they start. */
  readonly today: string;
  readonly identity: string;
  readonly location: string;
  readonly otherLocation: string;
  /** 100 in batch B1 (4 sold, 1 of them refunded), 50 in B2 (untouched), 7 in EXP (expired). Units: pack of 6. */
  readonly product: string;
  readonly postage: string;
  readonly inactive: string;
  readonly batch: string;
  readonly untouchedBatch: string;
  readonly expiredBatch: string;
  /** The lots of `batch` and `otherBatch`. */
  readonly lot: string;
  readonly otherLot: string;
  readonly receipt: string;
  readonly untouchedReceipt: string;
  readonly sale: string;
  readonly line: string;
  readonly refund: string;
  /** A sale of postage that was voided. */
  readonly voidedSale: string;
  readonly voidedLine: string;
  /** Calls an entry point as the app role and returns its result. */
  readonly call: Call;
  /** As `call`, with another actor, who may approve what `call` has requested. */
  readonly callAsApprover: Call;
}

/** A new database that is a clone of the template with the shop. */
export async function openShopDatabase(): Promise<{ database: TestDatabase; shop: TestShop }> {
  const database = await createTestDatabase('shop');
  const ids = JSON.parse(process.env['TEST_SHOP']!) as TestShop;
  return { database, shop: { ...ids, ...callsOf(database, ids.tenant) } };
}

/** Writes the shop that `openShopDatabase` clones. */
export async function fillShopTemplate(url: string): Promise<void> {
  const { close, ...database } = connect(url);
  const shop = await openShop(database);
  process.env['TEST_SHOP'] = JSON.stringify(shop);
  await close();
}

type Pools = Pick<TestDatabase, 'pools'>;

function callsOf({ pools }: Pools, tenant: string) {
  const callAs = (actor: string) => {
    const identity = JSON.stringify({ tenant, actor, role: 'admin' });
    const call: Call = async <Result = { id: string }>(name: string, input: object) => {
      const { rows } = await pools.app.query<{ result: Result }>(
        `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
        [identity, JSON.stringify(input)],
      );
      return rows[0]!.result;
    };
    return { identity, call };
  };
  return { ...callAs('tester'), callAsApprover: callAs('approver').call };
}

/** Creates a tenant with a shop. */
export async function openShop(database: Pools, code = 'shop'): Promise<TestShop> {
  const tenant = await createTenant(database, code);
  const { identity, call, callAsApprover } = callsOf(database, tenant);
  const location = (await call('create_location', { code: 'L1', name: 'One', kind: 'STOREFRONT' }))
    .id;
  const otherLocation = (
    await call('create_location', { code: 'L2', name: 'Two', kind: 'WAREHOUSE' })
  ).id;
  const units = [{ code: 'pack', factor: 6 }];
  const product = (await call('create_product', { sku: 'A', name: 'Apple', units })).id;
  const postage = (
    await call('create_product', { sku: 'POST', name: 'Postage', trackInventory: false })
  ).id;
  const inactive = (await call('create_product', { sku: 'OLD', name: 'Old', status: 'INACTIVE' }))
    .id;
  const receive = (batchNumber: string, quantity: number) =>
    call('receive_stock', {
      locationId: location,
      lines: [{ productId: product, batchNumber, quantity, expiryDate: '2100-01-01' }],
    });
  const receipt = (await receive('B1', 100)).id;
  const untouchedReceipt = (await receive('B2', 50)).id;
  const expiredBatch = await receiveExpired(database, tenant, location, product);
  const sale = await call<{ id: string; lines: { id: string }[] }>('record_sale', {
    locationId: location,
    receiptNumber: 'R-1',
    idempotencyKey: 'k-1',
    lines: [{ productId: product, quantity: 4 }],
  });
  const line = sale.lines[0]!.id;
  const refund = await call('refund_sale', {
    saleId: sale.id,
    reason: 'test',
    lines: [{ saleLineId: line, quantity: 1 }],
  });
  const voided = await call<{ id: string; lines: { id: string }[] }>('record_sale', {
    locationId: location,
    lines: [{ productId: postage, quantity: 2 }],
  });
  await call('void_sale', { id: voided.id, reason: 'test' });
  const batchOf = (receiptId: string) => batchOfReceipt(database, receiptId);
  const base = {
    ...{
      tenant,
      today: await todayOf(database, tenant),
      identity,
      location,
      otherLocation,
      product,
      postage,
      inactive,
      expiredBatch,
    },
    ...{ receipt, untouchedReceipt, sale: sale.id, line, refund: refund.id, call, callAsApprover },
    ...{ voidedSale: voided.id, voidedLine: voided.lines[0]!.id },
    batch: await batchOf(receipt),
    untouchedBatch: await batchOf(untouchedReceipt),
  };
  const documents = await writeDocuments(database, base);
  const lot = await lotOf(database, base.batch);
  return { ...base, ...documents, lot, otherLot: await lotOf(database, documents.otherBatch) };
}

async function lotOf(database: Pools, batch: string): Promise<string> {
  const { rows } = await database.pools.super.query<{ lot: string }>(
    'select lot_id as lot from inventory.batches where id = $1',
    [batch],
  );
  return rows[0]!.lot;
}

async function todayOf(database: Pools, tenant: string): Promise<string> {
  const { rows } = await database.pools.super.query<{ today: string }>(
    'select inventory.tenant_today($1)::text as today',
    [tenant],
  );
  return rows[0]!.today;
}

/** Goods that were received ten days ago and expired yesterday. SQL, unlike the API, can give an earlier receipt time. */
async function receiveExpired(
  database: Pools,
  tenant: string,
  location: string,
  product: string,
): Promise<string> {
  return asTenant(database.pools.app, tenant, async (client) => {
    const receipt = await client.query<{ id: string }>(
      `insert into inventory.receipts (tenant_id, id, location_id, received_at)
       values ($1, inventory.uuid_v7(), $2, now() - interval '10 days') returning id`,
      [tenant, location],
    );
    const batch = await client.query<{ id: string }>(
      `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit, expiry_at_receipt)
       values ($1, inventory.uuid_v7(), $2, $3, 'EXP', 7, 'unit', inventory.tenant_today($1) - 1) returning id`,
      [tenant, receipt.rows[0]!.id, product],
    );
    return batch.rows[0]!.id;
  });
}
