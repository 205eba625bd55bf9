import { NOBODY, receiptSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('receipt_unknown', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit) values ('${s.tenant}', inventory.uuid_v7(), '${NOBODY}', '${s.product}', 'X', 1, 'unit')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }`,
    variables: () => ({ id: NOBODY }),
    details: () => ({ field: 'id' }),
  },
});
