import { orderSql } from './order-statements';
import { stepSql } from './statements';
import { ruleSuite } from './suite';

const OFF = `update inventory.suppliers set active = false;`;

ruleSuite('supplier_not_active', {
  accepted: (s) => orderSql(s, [{}], {}, 'ORDERED') + OFF,
  attacks: [
    { by: 'an order', sql: (s) => OFF + orderSql(s, [{}]) },
    {
      by: 'placing a draft',
      sql: (s) => OFF + stepSql('purchase_orders', s.draftOrder, 'ORDERED'),
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { placePurchaseOrder(id: $id) { id } }`,
    variables: (s) => ({ id: s.draftOrder }),
    details: (s) => ({ field: 'id', supplierId: s.supplier, code: 'S1' }),
    before: (s) => s.call('update_supplier', { id: s.supplier, active: false }),
  },
});
