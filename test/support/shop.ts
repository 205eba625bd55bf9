import type { TestDatabase } from './database';
import { asTenant, connect, createTenant, createTestDatabase } from './database';

/** A document of each kind in each status that a test starts from: of `otherProduct` and its batches alone. */
interface TestDocuments {
  /** 80 at `location`, all in `otherBatch`, 20 of them reserved; in transit 5. Units: sack of 10. */
  readonly otherProduct: string;
  /** 100 received at `location`: 5 were adjusted away, 10 are at `otherLocation`, 5 on their way there. */
  readonly otherBatch: string;
  /** At `otherLocation`: 40 received, 38 counted. */
  readonly warehouseBatch: string;
  /** At `otherLocation`: 10, quarantined. */
  readonly heldBatch: string;
  /** Its receipt at `location` was voided. */
  readonly voidedBatch: string;
  /** Adjustments of `otherBatch` at `location`: -3, -2, -4 and -5. */
  readonly pendingAdjustment: string;
  readonly approvedAdjustment: string;
  readonly rejectedAdjustment: string;
  readonly completedAdjustment: string;
  /** APPROVED too: -70, which would leave less than is reserved. */
  readonly excessiveAdjustment: string;
  /** Transfers from `location` to `otherLocation`: 1, 2, 5, 10 and 3. */
  readonly requestedTransfer: string;
  readonly approvedTransfer: string;
  readonly dispatchedTransfer: string;
  readonly fulfilledTransfer: string;
  readonly cancelledTransfer: string;
  /** APPROVED: 1 of `heldBatch` to `location`. */
  readonly heldTransfer: string;
  /** Of `otherProduct` at `location`, where 79 were counted. */
  readonly openCount: string;
  readonly cancelledCount: string;
  /** At `otherLocation`. */
  readonly postedCount: string;
  /** OPEN at `otherLocation`: `warehouseBatch` moved after it was counted. */
  readonly outdatedCount: string;
  /** Of `otherLocation`, where nothing had expired. */
  readonly writeOff: string;
  /** 20 of `otherProduct` at `location` for a day. */
  readonly reservation: string;
  readonly releasedReservation: string;
}

/** A small shop with something of everything; ids by name. */
export interface TestShop extends TestDocuments {
  readonly tenant: string;
  /** The tenant's business date, which stays while the tests run: there it is noon when they start. */
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
  readonly receipt: string;
  readonly untouchedReceipt: string;
  readonly sale: string;
  readonly line: string;
  readonly refund: string;
  /** A sale of postage that was voided. */
  readonly voidedSale: string;
  readonly voidedLine: string;
  /** Calls an entry point as the app role and returns its answer. */
  readonly call: Call;
  /** The same as somebody who may approve what `call` requested. */
  readonly callAsApprover: Call;
}

type Call = <Result = { id: string }>(name: string, input: object) => Promise<Result>;

/** A database of its own with the shop in it: a clone, so it is the same shop each time. */
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

/** Opens a shop in a tenant of its own. */
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
  return { ...base, ...(await writeDocuments(database, base)) };
}

async function todayOf(database: Pools, tenant: string): Promise<string> {
  const { rows } = await database.pools.super.query<{ today: string }>(
    'select inventory.tenant_today($1)::text as today',
    [tenant],
  );
  return rows[0]!.today;
}

async function batchOfReceipt(database: Pools, receiptId: string): Promise<string> {
  const { rows } = await database.pools.super.query<{ id: string }>(
    'select id from inventory.batches where receipt_id = $1',
    [receiptId],
  );
  return rows[0]!.id;
}

type Base = Omit<TestShop, keyof TestDocuments>;

async function writeDocuments(database: Pools, base: Base): Promise<TestDocuments> {
  const { call, callAsApprover, location, otherLocation } = base;
  const units = [{ code: 'sack', factor: 10 }];
  const productId = (await call('create_product', { sku: 'B', name: 'Barley', units })).id;
  const receive = async (batchNumber: string, quantity: number, locationId: string) => {
    const line = { productId, batchNumber, quantity, expiryDate: '2100-01-01' };
    return (await call('receive_stock', { locationId, lines: [line] })).id;
  };
  const batchId = await batchOfReceipt(database, await receive('C1', 100, location));
  const warehouseBatch = await batchOfReceipt(database, await receive('C2', 40, otherLocation));
  const heldBatch = await batchOfReceipt(database, await receive('C3', 10, otherLocation));
  const voidedReceipt = await receive('C4', 10, location);
  await call('void_receipt', { id: voidedReceipt, reason: 'test' });

  /** Takes a document of that kind through its steps; somebody else approves it. */
  const step = async (kind: string, id: string, ...statuses: string[]) => {
    for (const status of statuses) {
      const who = status === 'APPROVED' ? callAsApprover : call;
      const reason = /REJECTED|CANCELLED|POSTED/.test(status) ? { reason: 'test' } : {};
      await who(`set_${kind}_status`, { id, status, ...reason });
    }
    return id;
  };
  const adjust = async (quantity: number, ...statuses: string[]) => {
    const input = { batchId, locationId: location, type: 'DAMAGE', quantity, reason: 'test' };
    const { id } = await call('request_adjustment', input);
    return step('adjustment', id, ...statuses);
  };
  const transfer = async (line: object, ...statuses: string[]) => {
    const places = { fromLocationId: location, toLocationId: otherLocation };
    const { id } = await call('request_transfer', { ...places, lines: [{ productId, ...line }] });
    return step('transfer', id, ...statuses);
  };
  const count = async (locationId: string, figures: Record<string, number>) => {
    const { id } = await call('start_stock_count', { locationId, productIds: [productId] });
    const lines = Object.entries(figures).map(([counted, countedQuantity]) => ({
      batchId: counted,
      countedQuantity,
    }));
    await call('record_count', { stockCountId: id, lines });
    return id;
  };
  const reserve = async (quantity: number) => {
    const input = { productId, locationId: location, quantity, expiresInSeconds: 86400 };
    return (await call('reserve_stock', input)).id;
  };

  const adjustments = {
    pendingAdjustment: await adjust(-3),
    approvedAdjustment: await adjust(-2, 'APPROVED'),
    rejectedAdjustment: await adjust(-4, 'REJECTED'),
    completedAdjustment: await adjust(-5, 'APPROVED', 'COMPLETED'),
    excessiveAdjustment: await adjust(-70, 'APPROVED'),
  };
  const outdatedCount = await count(otherLocation, { [warehouseBatch]: 40 });
  const postedCount = await step(
    'stock_count',
    await count(otherLocation, { [warehouseBatch]: 38 }),
    'POSTED',
  );
  const held = { productId, quantity: 1, batchId: heldBatch };
  const { id: heldTransfer } = await call('request_transfer', {
    ...{ fromLocationId: otherLocation, toLocationId: location, lines: [held] },
  });
  await step('transfer', heldTransfer, 'APPROVED');
  await call('hold_batch', { id: heldBatch, hold: 'QUARANTINED', reason: 'test' });
  const transfers = {
    requestedTransfer: await transfer({ quantity: 1 }),
    approvedTransfer: await transfer({ quantity: 2 }, 'APPROVED'),
    dispatchedTransfer: await transfer({ quantity: 5 }, 'APPROVED', 'DISPATCHED'),
    fulfilledTransfer: await transfer({ quantity: 10, batchId }, 'APPROVED', 'FULFILLED'),
    cancelledTransfer: await transfer({ quantity: 3 }, 'APPROVED', 'DISPATCHED', 'CANCELLED'),
  };
  const writeOff = await writeOffNothing(database, base.tenant, otherLocation);
  const reservation = await reserve(20);
  const releasedReservation = await reserve(6);
  await call('release_reservation', { id: releasedReservation });
  const cancelledCount = await step('stock_count', await count(location, {}), 'CANCELLED');
  return {
    ...{ ...adjustments, ...transfers, heldTransfer, reservation, releasedReservation },
    ...{ otherProduct: productId, otherBatch: batchId, warehouseBatch, heldBatch },
    ...{ outdatedCount, postedCount, cancelledCount, writeOff },
    openCount: await count(location, { [batchId]: 79 }),
    voidedBatch: await batchOfReceipt(database, voidedReceipt),
  };
}

/** An expiry write-off of a place where nothing has expired: the entry point writes none then. */
async function writeOffNothing(database: Pools, tenant: string, location: string): Promise<string> {
  const { rows } = await asTenant(database.pools.app, tenant, (client) =>
    client.query<{ id: string }>(
      `insert into inventory.expiry_write_offs (tenant_id, id, location_id)
       values ($1, inventory.uuid_v7(), $2) returning id`,
      [tenant, location],
    ),
  );
  return rows[0]!.id;
}

/** Goods received ten days ago that expired yesterday: a document in SQL may be entered late. */
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
      `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit, expiry_date)
       values ($1, inventory.uuid_v7(), $2, $3, 'EXP', 7, 'unit', inventory.tenant_today($1) - 1) returning id`,
      [tenant, receipt.rows[0]!.id, product],
    );
    return batch.rows[0]!.id;
  });
}
