import { UNKNOWN_ID, receiptSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('receipt_unknown', {
  accepted: (s) => receiptSql(s, [{}]),
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.batches (tenant_id, id, receipt_id, product_id, location_id, batch_number, quantity, received_unit, received_at, received_on) values ('${s.tenant}', inventory.uuid_v7(), '${UNKNOWN_ID}', '${s.product}', '${s.location}', 'X', 1, 'unit', now(), '${s.today}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'id' }),
  },
});
