import { UNKNOWN_ID, refundSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('refund_unknown', {
  accepted: (s) => refundSql(s, [{ quantity: 1 }]),
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity) values ('${s.tenant}', inventory.uuid_v7(), '${UNKNOWN_ID}', '${s.line}', 1)`,
    },
  ],
  noGraphql: 'no field of the API takes a refund',
});
