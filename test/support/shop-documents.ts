import { asTenant, type TestDatabase } from './database';

/** Calls an entry point and returns its answer. */
export type Call = <Result = { id: string }>(name: string, input: object) => Promise<Result>;

/** The parts of the test shop that its documents refer to. */
export interface ShopBase {
  readonly tenant: string;
  readonly location: string;
  readonly otherLocation: string;
  readonly call: Call;
  readonly callAsApprover: Call;
}

type Pools = Pick<TestDatabase, 'pools'>;

/** A document of each kind in each status that tests need; all are of `otherProduct` and its batches. */
export interface TestDocuments {
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
  /** Somebody has asked for it to be closed short. */
  readonly dispatchedTransfer: string;
  readonly dispatchedLine: string;
  readonly fulfilledTransfer: string;
  readonly cancelledTransfer: string;
  /** APPROVED: 1 of `heldBatch` to `location`. */
  readonly heldTransfer: string;
  /** Of `otherProduct` at `location`, where 79 were counted. */
  readonly openCount: string;
  readonly cancelledCount: string;
  /** A blind one that is OPEN at `location`: 40 of `otherBatch` were submitted, 80 are on the books. */
  readonly blindCount: string;
  /** At `otherLocation`. */
  readonly postedCount: string;
  /** OPEN at `otherLocation`: `warehouseBatch` moved after it was counted. */
  readonly outdatedCount: string;
  /** Of `otherLocation`, where nothing had expired. */
  readonly writeOff: string;
  /** 20 of `otherProduct` at `location` for a day. */
  readonly reservation: string;
  readonly releasedReservation: string;
  /** S1, of three days. */
  readonly supplier: string;
  /** It sells `otherProduct` as SUP-B, at 12.50 a sack, two sacks at least. */
  readonly supplierProduct: string;
  /** Only ordered: 4 came in at `location`, in `orderBatch`. */
  readonly orderedProduct: string;
  /** Purchase orders of it to `supplier` for `location`: O-1 of 10 ORDERED, one of 3 DRAFT, one of 10 PARTIALLY_RECEIVED. */
  readonly order: string;
  readonly orderLine: string;
  readonly draftOrder: string;
  readonly partialOrder: string;
  readonly partialOrderLine: string;
  readonly orderReceipt: string;
  readonly orderBatch: string;
  /** 20 at `location`; 2 of it are in a set. */
  readonly part: string;
  /** Assembled at `location`: 3, in `assembledBatch`, and 1 that was voided. */
  readonly set: string;
  readonly assembly: string;
  readonly voidedAssembly: string;
  readonly assembledBatch: string;
  readonly assemblyReceipt: string;
}

/** Writes the documents. */
export async function writeDocuments(database: Pools, base: ShopBase): Promise<TestDocuments> {
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

  /** Sets the statuses of a document in turn; another actor approves it. */
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
    const { id, lines } = await call<{ id: string; lines: { id: string }[] }>('request_transfer', {
      ...places,
      lines: [{ productId, ...line }],
    });
    await step('transfer', id, ...statuses);
    return { id, line: lines[0]!.id };
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
  const requested = await transfer({ quantity: 1 });
  const approved = await transfer({ quantity: 2 }, 'APPROVED');
  const dispatched = await transfer({ quantity: 5 }, 'APPROVED', 'DISPATCHED');
  const fulfilled = await transfer({ quantity: 10, batchId }, 'APPROVED', 'FULFILLED');
  const cancelled = await transfer({ quantity: 3 }, 'APPROVED', 'DISPATCHED', 'CANCELLED');
  const transfers = {
    ...{ requestedTransfer: requested.id, approvedTransfer: approved.id },
    ...{ dispatchedTransfer: dispatched.id, dispatchedLine: dispatched.line },
    ...{ fulfilledTransfer: fulfilled.id, cancelledTransfer: cancelled.id },
  };
  await call('close_transfer_short', { id: transfers.dispatchedTransfer, reason: 'test' });
  const writeOff = await writeOffNothing(database, base.tenant, otherLocation);
  const reservation = await reserve(20);
  const releasedReservation = await reserve(6);
  await call('release_reservation', { id: releasedReservation });
  await sellReserved(base);
  const supplier = (
    await call('create_supplier', { code: 'S1', name: 'Supplier', leadTimeDays: 3 })
  ).id;
  const { id: supplierProduct } = await call('set_supplier_product', {
    ...{ supplierId: supplier, productId, code: 'SUP-B', unit: 'sack', price: '12.50' },
    minimumQuantity: 2,
  });
  await call('set_stock_policy', { productId, locationId: location, minimum: 1, maximum: 5 });
  await call('set_count_plan', { class: 'A', everyDays: 30 });
  await call('set_count_class', { productId, class: 'B' });
  const orders = await writeOrders(database, base, supplier);
  const cancelledCount = await step('stock_count', await count(location, {}), 'CANCELLED');
  return {
    ...{ ...adjustments, ...transfers, heldTransfer, reservation, releasedReservation },
    ...{ otherProduct: productId, otherBatch: batchId, warehouseBatch, heldBatch },
    ...{ outdatedCount, postedCount, cancelledCount, writeOff, supplier, supplierProduct },
    ...orders,
    ...(await writeAssemblies(database, base)),
    openCount: await count(location, { [batchId]: 79 }),
    blindCount: await countBlindly(base, productId, batchId),
    voidedBatch: await batchOfReceipt(database, voidedReceipt),
  };
}

/** An open blind count, in which one person has submitted a quantity that the books do not have. */
async function countBlindly(
  { call, location }: ShopBase,
  product: string,
  batchId: string,
): Promise<string> {
  const { id } = await call('start_stock_count', {
    ...{ locationId: location, productIds: [product], blind: true },
  });
  await call('record_count', {
    ...{ stockCountId: id, lines: [{ batchId, countedQuantity: 40 }] },
  });
  await call('submit_stock_count', { id });
  await call('explain_variances', {
    ...{ stockCountId: id, lines: [{ batchId, reason: 'MISPLACED', note: 'look again' }] },
  });
  return id;
}

/** An expiry write-off of a location without expired stock. The entry point would write none. */
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

/** The batch of a receipt with one line. */
export async function batchOfReceipt(database: Pools, receiptId: string): Promise<string> {
  const { rows } = await database.pools.super.query<{ id: string }>(
    'select id from inventory.batches where receipt_id = $1',
    [receiptId],
  );
  return rows[0]!.id;
}

/** Purchase orders, and what came in for one of them. */
async function writeOrders(
  database: Pools,
  { call, location: locationId }: ShopBase,
  supplierId: string,
) {
  const productId = (await call('create_product', { sku: 'W', name: 'Wheat' })).id;
  const write = async (quantity: number, more: object = {}) => {
    const { id, lines } = await call<{ id: string; lines: { id: string }[] }>(
      'create_purchase_order',
      { supplierId, locationId, lines: [{ productId, quantity, unitCost: '2' }], ...more },
    );
    return { id, line: lines[0]!.id };
  };
  const order = await write(10, { orderNumber: 'O-1' });
  const partial = await write(10);
  const { id: orderReceipt } = await call('receive_stock', {
    ...{ locationId, purchaseOrderId: partial.id },
    lines: [{ productId, quantity: 4, batchNumber: 'W1' }],
  });
  return {
    ...{ orderedProduct: productId, order: order.id, orderLine: order.line, orderReceipt },
    ...{ partialOrder: partial.id, partialOrderLine: partial.line },
    draftOrder: (await write(3, { draft: true })).id,
    orderBatch: await batchOfReceipt(database, orderReceipt),
  };
}

/** Sets, some of which were taken apart again. */
async function writeAssemblies(database: Pools, { call, location: locationId }: ShopBase) {
  const part = (await call('create_product', { sku: 'P', name: 'Part' })).id;
  const components = [{ productId: part, quantity: 2 }];
  const set = (await call('create_product', { sku: 'T', name: 'Set', components })).id;
  const line = { productId: part, batchNumber: 'P1', quantity: 26, unitCost: '1.5' };
  await call('receive_stock', { locationId, lines: [line] });
  const assemble = async (quantity: number) =>
    (await call('assemble_stock', { productId: set, locationId, quantity })).id;
  const [assembly, voidedAssembly] = [await assemble(3), await assemble(1)];
  await call('void_assembly', { id: voidedAssembly, reason: 'test' });
  const { rows } = await database.pools.super.query<{ batch: string; receipt: string }>(
    'select b.id as batch, r.id as receipt from inventory.receipts r join inventory.batches b on b.receipt_id = r.id where r.assembly_id = $1',
    [assembly],
  );
  const { batch: assembledBatch, receipt: assemblyReceipt } = rows[0]!;
  return { part, set, assembly, voidedAssembly, assembledBatch, assemblyReceipt };
}

/** A reservation of another product of which a sale has used a part. */
async function sellReserved({ call, location }: ShopBase): Promise<void> {
  const productId = (await call('create_product', { sku: 'R', name: 'Rye' })).id;
  const line = { productId, batchNumber: 'R1', quantity: 5 };
  await call('receive_stock', { locationId: location, lines: [line] });
  const input = { productId, locationId: location, quantity: 3, expiresInSeconds: 86400 };
  const { id } = await call('reserve_stock', input);
  await call('record_sale', {
    ...{ locationId: location, receiptNumber: 'RESERVED', reservationIds: [id] },
    lines: [{ productId, quantity: 1 }],
  });
}
