import { UNKNOWN_ID, transferSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('transfer_unknown', {
  accepted: (s) => transferSql(s, [{}]),
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${UNKNOWN_ID}', 1, '${s.product}', 1, 'unit')`,
    },
    {
      by: 'a step',
      sql: (s) =>
        `select inventory.set_transfer_status('${s.identity}', '{"id": "${UNKNOWN_ID}", "status": "APPROVED"}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { approveTransfer(id: $id) { id } }`,
    variables: () => ({ id: UNKNOWN_ID }),
    details: () => ({ field: 'id' }),
  },
});
