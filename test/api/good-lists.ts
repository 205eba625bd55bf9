import { createKit } from '../rules/kit-statements';
import type { TestServer } from './support';

export type Values = Record<string, unknown>;

/** Arguments of each mutation with a list, with two good elements in each list. */
export async function goodLists(server: TestServer): Promise<Record<string, Values>> {
  const { call, location, otherLocation, product, batch, untouchedBatch, sale, line } = server.shop;
  const count = (await call('start_stock_count', { locationId: location })).id;
  const reservation = (
    await call('reserve_stock', {
      ...{ productId: product, locationId: location, quantity: 1, expiresInSeconds: 600 },
    })
  ).id;
  const lines = [{ productId: product, quantity: 2 }];
  const { id: transfer } = await call('request_transfer', {
    ...{ fromLocationId: location, toLocationId: otherLocation, lines },
  });
  await server.shop.callAsApprover('set_transfer_status', { id: transfer, status: 'APPROVED' });
  await call('set_transfer_status', { id: transfer, status: 'DISPATCHED' });
  const { rows } = await server.database.pools.super.query<{ id: string }>(
    'select id from inventory.transfer_lines where transfer_id = $1',
    [transfer],
  );
  await call('receive_stock', {
    ...{ locationId: location, reference: 'expired' },
    lines: [{ productId: product, quantity: 3, expiryDate: '2020-01-01', acceptExpired: true }],
  });
  const expired = await server.database.pools.super.query<{ batch: string; quantity: string }>(
    'select batch_id as batch, quantity from inventory.expired_stock where location_id = $1',
    [location],
  );
  const parts = () =>
    [product, server.shop.inactive].map((productId) => ({ productId, quantity: 1 }));
  const two = <Item>(item: Item, other = item) => [item, other];
  return {
    writeOffExpired: {
      locationId: location,
      expected: expired.rows.map((each) => ({
        ...{ batchId: each.batch, locationId: location, quantity: Number(each.quantity) },
      })),
    },
    createWebhook: {
      ...{ url: 'https://shop.example/hook', events: two('movement.sale', 'stock.low') },
    },
    createProduct: {
      input: {
        ...{ sku: 'NEW', name: 'New', kind: 'KIT' },
        components: parts(),
        units: [
          { code: 'box', factor: 2 },
          { code: 'crate', factor: 4 },
        ],
        codes: [
          { code: 'SHOP-1', kind: 'INTERNAL' },
          { code: 'SHOP-2', kind: 'SUPPLIER', unit: 'box' },
        ],
      },
    },
    setKitComponents: {
      productId: await createKit(server.shop, 'KIT'),
      components: parts(),
    },
    addReceiptCost: {
      input: {
        ...{ receiptId: server.shop.receipt, amount: '1.00', reason: 'test', spreadBy: 'WEIGHT' },
        weights: two({ batchId: batch, weight: '1' }),
      },
    },
    createPurchaseOrder: {
      input: {
        ...{ supplierId: server.shop.supplier, locationId: location },
        lines: two({ productId: product, quantity: 1 }),
      },
    },
    receiveStock: {
      input: {
        locationId: location,
        lines: ['N1', 'N2'].map((batchNumber) => ({
          ...{ productId: product, batchNumber, quantity: 1 },
        })),
      },
    },
    recordSale: {
      input: {
        locationId: location,
        lines: two({ productId: product, quantity: 1 }),
        reservationIds: two(reservation),
      },
    },
    refundSale: {
      input: { saleId: sale, reason: 'test', lines: two({ saleLineId: line, quantity: 1 }) },
    },
    requestTransfer: {
      input: {
        ...{ fromLocationId: location, toLocationId: otherLocation },
        lines: two({ productId: product, quantity: 1 }),
      },
    },
    receiveTransfer: {
      id: transfer,
      lines: two({ transferLineId: rows[0]!.id, quantity: 1 }),
    },
    recordCount: {
      stockCountId: count,
      lines: [
        { batchId: batch, countedQuantity: 1 },
        { batchId: untouchedBatch, countedQuantity: 1 },
      ],
    },
    explainVariances: {
      stockCountId: count,
      lines: [
        { batchId: batch, reason: 'THEFT' },
        { batchId: untouchedBatch, reason: 'DAMAGE', note: 'wet' },
      ],
    },
    reportChannelStock: {
      channel: 'web',
      stock: two({ sku: 'A', locationCode: 'L1', quantity: 1 }),
    },
    reconcile: {
      input: {
        dryRun: true,
        kinds: two('LEDGER_MISMATCH'),
        report: two({
          ...{ kind: 'LEDGER_MISMATCH', productId: product, subject: 'stock_levels.on_hand' },
          ...{ expected: 1, actual: 2 },
        }),
      },
    },
    startStockCount: { locationId: location, productIds: two(product) },
    updateSettings: { input: { autoFixKinds: two('LEDGER_MISMATCH') } },
  };
}
