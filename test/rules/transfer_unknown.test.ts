import { UNKNOWN_ID } from './statements';
import { arrivalSql, closingSql, transferSql } from './transfer-statements';
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
      by: 'an arrival',
      sql: (s) =>
        arrivalSql(s, s.dispatchedTransfer, 1).replace(' transfer_id, id', ` '${UNKNOWN_ID}', id`),
    },
    {
      by: 'an arrival of a line of another transfer',
      sql: (s) =>
        arrivalSql(s, s.dispatchedTransfer, 1).replace(
          ' transfer_id, id',
          ` '${s.fulfilledTransfer}', id`,
        ),
    },
    { by: 'a closing', sql: (s) => closingSql(s, UNKNOWN_ID) },
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
