import { orderSql } from './order-statements';
import { ruleSuite } from './suite';

ruleSuite('order_number_taken', {
  accepted: (s) => orderSql(s, [{}], { number: 'O-9' }),
  attacks: [
    { by: 'INSERT', sql: (s) => orderSql(s, [{}], { number: 'O-1' }) },
    { by: 'INSERT in another case', sql: (s) => orderSql(s, [{}], { number: ' o-1 ' }) },
  ],
  graphql: {
    query: `mutation ($input: CreatePurchaseOrderInput!) { createPurchaseOrder(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        ...{ supplierId: s.supplier, locationId: s.location, orderNumber: 'o-1' },
        lines: [{ productId: s.product, quantity: 1 }],
      },
    }),
    details: (s) => ({
      ...{ field: 'input.orderNumber', orderNumber: 'o-1', takenBy: 'O-1' },
      purchaseOrderId: s.order,
    }),
  },
  race: true,
});
