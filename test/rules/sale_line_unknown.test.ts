import { UNKNOWN_ID, refundSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('sale_line_unknown', {
  accepted: (s) => refundSql(s, [{ quantity: 1 }]),
  attacks: [
    {
      by: 'a line that is not there',
      sql: (s) => refundSql(s, [{ line: UNKNOWN_ID, quantity: 1 }]),
    },
    {
      by: 'a line of another sale',
      sql: (s) => refundSql(s, [{ line: s.voidedLine, quantity: 1 }]),
    },
  ],
  graphql: {
    query: `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { saleId: s.sale, reason: 'x', lines: [{ saleLineId: s.voidedLine, quantity: 1 }] },
    }),
    details: (s) => ({ saleLineId: s.voidedLine }),
  },
  bearing: { attack: 1, as: 'owner' },
});
