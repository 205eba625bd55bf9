import { receiptSql, reservationSql } from './statements';
import { orderSql } from './order-statements';
import { transferSql } from './transfer-statements';
import { ruleSuite } from './suite';

ruleSuite('product_not_tracked', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    { by: 'a receipt', sql: (s) => receiptSql(s, [{ product: s.postage }]) },
    { by: 'a transfer', sql: (s) => transferSql(s, [{ product: s.postage }]) },
    { by: 'a reservation', sql: (s) => reservationSql(s, { product: s.postage }) },
    { by: 'a purchase order', sql: (s) => orderSql(s, [{ product: s.postage }]) },
    {
      by: 'a stock count',
      sql: (s) =>
        `insert into inventory.stock_counts (tenant_id, id, location_id, product_ids) values ('${s.tenant}', inventory.uuid_v7(), '${s.location}', '{${s.postage}}')`,
    },
    {
      by: 'a kit',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name, kind, track_inventory) values ('${s.tenant}', inventory.uuid_v7(), 'K', 'kit', 'KIT', false)`,
    },
  ],
  graphql: {
    query: `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        lines: [{ productId: s.postage, batchNumber: 'P', quantity: 1 }],
      },
    }),
    details: () => ({ field: 'input.lines[0].productId' }),
  },
});
