import { createKit, kitSql } from './kit-statements';
import { orderSql } from './order-statements';
import { receiptSql, reservationSql, UNKNOWN_ID } from './statements';
import { soldSql } from './supplier-statements';
import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';
import { asLedger } from './writers';

let kit = '';
const KIT = { product: UNKNOWN_ID };

ruleSuite('kit_not_stocked', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    {
      by: 'a receipt',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${receiptSql(s, [KIT])}`,
    },
    {
      by: 'a transfer',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${transferSql(s, [KIT])}`,
    },
    {
      by: 'a reservation',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${reservationSql(s, KIT)}`,
    },
    {
      by: 'a purchase order',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${orderSql(s, [KIT])}`,
    },
    {
      by: 'what a supplier sells',
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)} ${soldSql(s, KIT)}`,
    },
    {
      by: 'a stock policy',
      sql: (s) =>
        `${kitSql(s, [{}], UNKNOWN_ID)} insert into inventory.stock_policies (tenant_id, product_id, location_id, minimum) values ('${s.tenant}', '${UNKNOWN_ID}', '${s.location}', 1)`,
    },
    {
      by: 'a stock count',
      sql: (s) =>
        `${kitSql(s, [{}], UNKNOWN_ID)} insert into inventory.stock_counts (tenant_id, id, location_id, product_ids) values ('${s.tenant}', inventory.uuid_v7(), '${s.location}', '{${s.product}, ${UNKNOWN_ID}}')`,
    },
    {
      by: 'a reorder point',
      sql: (s) =>
        `${kitSql(s, [{}], UNKNOWN_ID)} update inventory.products set reorder_point = 0 where id = '${UNKNOWN_ID}'`,
    },
    {
      by: 'a kit with a reorder point',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name, kind, reorder_point) values ('${s.tenant}', '${UNKNOWN_ID}', 'K', 'kit', 'KIT', 1)`,
    },
    {
      by: 'a stock level that a wrong function of the ledger writes',
      as: ['super'],
      sql: (s) => `${kitSql(s, [{}], UNKNOWN_ID)}
        ${asLedger(`insert into inventory.stock_levels (tenant_id, product_id, location_id) values ('${s.tenant}', '${UNKNOWN_ID}', '${s.location}')`)}`,
    },
  ],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    before: async (s) => {
      kit = await createKit(s, 'SET');
    },
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: kit, batchNumber: 'K', quantity: 1 }],
      },
    }),
    details: (s) => ({
      ...{ field: 'input.lines[0].productId', sku: 'SET' },
      components: [{ productId: s.product, sku: 'A', quantity: 2 }],
    }),
  },
});
