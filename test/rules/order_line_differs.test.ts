import { supplierSql } from './supplier-statements';
import { orderReceiptSql } from './order-statements';
import { ruleSuite } from './suite';

const OTHER = '01900000-0000-7000-8000-00000000000a';

ruleSuite('order_line_differs', {
  accepted: (s) =>
    orderReceiptSql(s, [{ line: s.partialOrderLine }], { supplier: s.supplier, text: 's1' }),
  attacks: [
    {
      by: 'another product than the line',
      sql: (s) => orderReceiptSql(s, [{ line: s.partialOrderLine, product: s.product }]),
    },
    {
      by: 'a product that was not ordered',
      sql: (s) => orderReceiptSql(s, [{ product: s.product }]),
    },
    {
      by: 'another place',
      sql: (s) => orderReceiptSql(s, [{}], { location: s.otherLocation }),
    },
    {
      by: 'another supplier',
      sql: (s) => supplierSql(s, { id: OTHER }) + orderReceiptSql(s, [{}], { supplier: OTHER }),
    },
    {
      by: 'another supplier in words',
      sql: (s) => orderReceiptSql(s, [{}], { text: 'Somebody else' }),
    },
  ],
  graphql: {
    query: `mutation ($order: ID!, $at: ID!, $of: ID!) { receiveStock(input: { purchaseOrderId: $order, locationId: $at, lines: { productId: $of, quantity: 1 } }) { id } }`,
    variables: (s) => ({ order: s.partialOrder, at: s.location, of: s.product }),
    details: (s) => ({ field: 'input.lines[0].productId', productId: s.product, sku: 'A' }),
  },
});
