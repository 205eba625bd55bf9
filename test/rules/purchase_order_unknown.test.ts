import { orderReceiptSql, orderSql } from './order-statements';
import { UNKNOWN_ID } from './statements';
import { ruleSuite } from './suite';

ruleSuite('purchase_order_unknown', {
  accepted: (s) => orderSql(s, [{}], {}, 'ORDERED'),
  attacks: [
    {
      by: 'a line',
      sql: (s) =>
        `insert into inventory.purchase_order_lines (tenant_id, id, purchase_order_id, product_id, quantity) values ('${s.tenant}', inventory.uuid_v7(), '${UNKNOWN_ID}', '${s.product}', 1)`,
    },
    { by: 'a receipt', sql: (s) => orderReceiptSql(s, [{}], { order: UNKNOWN_ID }) },
    {
      by: 'a receipt for a line of another order',
      sql: (s) => orderReceiptSql(s, [{ line: s.orderLine }]),
    },
    {
      by: 'a step',
      sql: (s) =>
        `select inventory.set_purchase_order_status('${s.identity}', '{"id": "${UNKNOWN_ID}", "status": "ORDERED"}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { placePurchaseOrder(id: $id) { id } }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'id', purchaseOrderId: UNKNOWN_ID }),
  },
});
