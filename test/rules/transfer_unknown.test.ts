import { NOBODY, transferSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('transfer_unknown', {
  accepted: (s) => transferSql(s, [{}]),
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${NOBODY}', 1, '${s.product}', 1, 'unit')`,
    },
    {
      by: 'a step',
      sql: (s) =>
        `select inventory.set_transfer_status('${s.identity}', '{"id": "${NOBODY}", "status": "APPROVED"}')`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { approveTransfer(id: $id) { id } }`,
    variables: () => ({ id: NOBODY }),
    details: () => ({ field: 'id' }),
  },
});
