import { refundSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('refund_exceeds_sale', {
  accepted: (s) => refundSql(s, [{ quantity: 3 }]),
  attacks: [
    { by: 'INSERT', sql: (s) => refundSql(s, [{ quantity: 4 }]) },
    {
      by: 'lines that are too much together',
      sql: (s) => refundSql(s, [{ quantity: 2 }, { quantity: 2 }]),
    },
    {
      by: 'lines of several dispositions',
      sql: (s) =>
        refundSql(s, [
          { quantity: 2, disposition: 'SCRAP' },
          { quantity: 2, disposition: 'QUARANTINE' },
        ]),
    },
    {
      by: 'one refund here, another one elsewhere',
      sql: (s) =>
        refundSql(s, [{ quantity: 2 }]) +
        refundSql(s, [{ quantity: 2 }], { location: s.otherLocation }),
    },
    {
      by: 'one refund after another',
      sql: (s) => refundSql(s, [{ quantity: 2 }]) + refundSql(s, [{ quantity: 2 }]),
    },
    {
      by: 'UPDATE as a replica',
      sql: (s) =>
        `alter table inventory.sale_lines disable trigger user; update inventory.sale_lines set refunded_quantity = 5 where id = '${s.line}'`,
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { saleId: s.sale, reason: 'x', lines: [{ saleLineId: s.line, quantity: 4 }] },
    }),
    details: () => ({ sold: 4, refunded: 1, refundable: 3 }),
  },
  bearing: { attack: 0, as: 'owner' },
  race: true,
});
