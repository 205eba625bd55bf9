import { orderReceiptSql, orderSql } from './order-statements';
import { ruleSuite } from './suite';

const OVER = `mutation ($order: ID!, $at: ID!, $of: ID!) { receiveStock(input: {
  purchaseOrderId: $order, locationId: $at, lines: { productId: $of, quantity: 7 } }) { id } }`;

ruleSuite('over_receipt', {
  accepted: (s) => orderReceiptSql(s, [{ quantity: 6 }]),
  attacks: [
    { by: 'a receipt', sql: (s) => orderReceiptSql(s, [{ quantity: 7 }]) },
    {
      by: 'two receipts',
      sql: (s) => orderReceiptSql(s, [{ quantity: 3 }]) + orderReceiptSql(s, [{ quantity: 4 }]),
    },
    {
      by: 'two lines of a receipt',
      sql: (s) => orderReceiptSql(s, [{ quantity: 3 }, { quantity: 4 }]),
    },
    {
      by: 'the correction of an intake',
      sql: (s) =>
        `update inventory.batches set intake_quantity = 11, intake_reason = 'x' where id = '${s.orderBatch}'`,
    },
    {
      by: 'one more than the tolerance',
      sql: (s) =>
        `update inventory.tenants set over_receipt_percent = 10;
         ${orderSql(s, [{ quantity: 19 }], { id: s.sale }, 'ORDERED')}
         ${orderReceiptSql(s, [{ quantity: 21 }], { order: s.sale })}`,
    },
    {
      by: 'a tolerance below 0',
      sql: () => `update inventory.tenants set over_receipt_percent = -1`,
    },
    {
      by: 'a tolerance over 100',
      sql: () => `update inventory.tenants set over_receipt_percent = 101`,
    },
  ],
  graphql: {
    query: OVER,
    variables: (s) => ({ order: s.partialOrder, at: s.location, of: s.orderedProduct }),
    details: (s) => ({
      ...{ field: 'input.lines[0].quantity', purchaseOrderId: s.partialOrder, ordered: 10 },
      ...{ received: 4, requested: 7, accepted: 10, receivable: 6 },
    }),
  },
  race: true,
});
