import { UNKNOWN_ID, refundSql, saleSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('sale_unknown', {
  accepted: (s) => saleSql(s, [{}]),
  attacks: [
    {
      by: 'a line',
      sql: (s) =>
        `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, location_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${UNKNOWN_ID}', 1, '${s.product}', '${s.location}', 1, 'unit')`,
    },
    { by: 'a refund', sql: (s) => refundSql(s, [{ quantity: 1 }], { sale: UNKNOWN_ID }) },
  ],
  graphql: {
    query: `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { saleId: UNKNOWN_ID, reason: 'x', lines: [{ saleLineId: s.line, quantity: 1 }] },
    }),
  },
  bearing: { attack: 0, as: 'owner' },
});
