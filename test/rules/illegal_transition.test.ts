import { refundSql } from './statements';
import { ruleSuite } from './suite';

ruleSuite('illegal_transition', {
  accepted: (s) =>
    `update inventory.sales set status = 'VOIDED', void_reason = 'oops' where id = '${s.sale}'`,
  attacks: [
    {
      by: 'a status by hand',
      sql: (s) => `update inventory.sales set status = 'REFUNDED' where id = '${s.sale}'`,
    },
    {
      by: 'a second void',
      sql: (s) =>
        `update inventory.sales set status = 'VOIDED', void_reason = 'again' where id = '${s.voidedSale}'`,
    },
    {
      by: 'a void taken back',
      sql: (s) => `update inventory.sales set status = 'COMPLETED' where id = '${s.voidedSale}'`,
    },
    {
      by: 'another reason',
      sql: (s) => `update inventory.sales set void_reason = 'other' where id = '${s.voidedSale}'`,
    },
    {
      by: 'a receipt voided twice',
      sql: (s) =>
        `update inventory.receipts set voided_at = now(), void_reason = 'x' where id = '${s.untouchedReceipt}'; update inventory.receipts set voided_at = now(), void_reason = 'x' where id = '${s.untouchedReceipt}'`,
    },
    {
      by: 'a refund of a voided sale',
      sql: (s) => refundSql(s, [{ line: s.voidedLine, quantity: 1 }], { sale: s.voidedSale }),
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidSale(id: $id, reason: "again") { id } }`,
    variables: (s) => ({ id: s.voidedSale }),
    details: () => ({ from: 'VOIDED' }),
  },
  bearing: { attack: 0, as: 'owner' },
  race: true,
});
