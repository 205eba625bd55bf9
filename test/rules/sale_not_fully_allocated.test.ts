import { UNKNOWN_ID, saleSql } from './statements';
import { asReplica } from './writers';
import { ruleSuite } from './suite';

ruleSuite('sale_not_fully_allocated', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    { by: 'a sale without a line', sql: (s) => saleSql(s, []) },
    {
      by: 'a sale without its movements, as a replica',
      sql: (s) =>
        asReplica(
          `insert into inventory.sales (tenant_id, id, receipt_number, location_id, actor, business_date, opened_by_transaction) values ('${s.tenant}', '${UNKNOWN_ID}', 'X', '${s.location}', 'x', current_date, pg_current_xact_id()); insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, location_id, quantity, unit, base_quantity) values ('${s.tenant}', '${UNKNOWN_ID}', '${UNKNOWN_ID}', 1, '${s.product}', '${s.location}', 1, 'unit', 1)`,
        ),
      as: ['super'],
    },
  ],
  noGraphql: 'empty lines are refused before any SQL: BAD_USER_INPUT',
});
