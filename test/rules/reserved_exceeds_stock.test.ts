import { countedSql } from './count-statements';
import { adjustedSql, reservationSql, writeOffSql } from './statements';
import { asReplica, asLedger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('reserved_exceeds_stock', {
  accepted: (s) =>
    `${reservationSql(s, { quantity: 147 })} ${adjustedSql(s, { quantity: -7 }, 'APPROVED', 'COMPLETED')}`,
  attacks: [
    {
      by: 'more than there is, as a replica',
      sql: () => asReplica(`update inventory.stock_levels set reserved = on_hand + 1`),
      as: ['super'],
    },
    {
      by: 'less than none, as a replica',
      sql: () => asReplica(`update inventory.stock_levels set reserved = -1`),
      as: ['super'],
    },
    {
      by: "UPDATE by the ledger's role",
      sql: () => asLedger(`update inventory.stock_levels set reserved = on_hand + 1`),
      as: ['super'],
    },
    // 154 are there, 7 of them expired: the other 147 can all be reserved.
    {
      by: 'an adjustment',
      sql: (s) =>
        `${reservationSql(s, { quantity: 147 })} ${adjustedSql(s, { quantity: -8 }, 'APPROVED', 'COMPLETED')}`,
    },
    {
      by: 'a stock count',
      sql: (s) => `${reservationSql(s, { quantity: 147 })} ${countedSql(s, s.untouchedBatch, 42)}`,
    },
    {
      by: 'an expiry write-off',
      sql: (s) =>
        `${reservationSql(s, { quantity: 147 })} ${adjustedSql(s, { quantity: -1 }, 'APPROVED', 'COMPLETED')} ${writeOffSql(s)}`,
    },
    {
      by: 'a void of a receipt',
      sql: (s) =>
        `${reservationSql(s, { quantity: 147 })} update inventory.receipts set voided_at = now(), void_reason = 'x' where id = '${s.untouchedReceipt}'`,
    },
    {
      by: 'a correction of an intake',
      sql: (s) =>
        `${reservationSql(s, { quantity: 147 })} update inventory.batches set intake_quantity = 42, intake_reason = 'x' where id = '${s.untouchedBatch}'`,
    },
  ],
  graphql: {
    query: `mutation ($id: ID!) { completeAdjustment(id: $id) { id } }`,
    variables: (s) => ({ id: s.excessiveAdjustment }),
    details: () => ({ onHand: 80, reserved: 20, requested: 70 }),
  },
  bearing: { attack: 0, as: 'super' },
});
