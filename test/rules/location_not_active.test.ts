import type { TestShop } from '../support/shop';
import {
  adjustedSql,
  extendSql,
  movementSql,
  receiptSql,
  refundSql,
  reservationSql,
  saleSql,
  stepSql,
} from './statements';
import { arrivalSql, transferSql } from './transfer-statements';
import { asLedger } from './writers';
import { ruleSuite } from './suite';

const off = (location: string) =>
  `update inventory.locations set active = false where id = '${location}';`;

ruleSuite('location_not_active', {
  // What stands there may leave, and may be counted; what is wrong in the books may be corrected.
  accepted: (s) =>
    `${off(s.location)} ${transferSql(s, [{ quantity: 3 }], {}, 'APPROVED', 'FULFILLED')}
     ${adjustedSql(s, { quantity: -1 }, 'APPROVED', 'COMPLETED')}
     ${adjustedSql(s, { quantity: 2, type: 'RECOUNT' }, 'APPROVED', 'COMPLETED')}
     ${stepSql('transfers', s.dispatchedTransfer, 'CANCELLED', { cancel_reason: 'closed' })}
     update inventory.sales set status = 'VOIDED', void_reason = 'wrong' where id = '${s.sale}';`,
  attacks: [
    { by: 'a sale', sql: (s) => off(s.location) + saleSql(s, [{}]) },
    {
      by: 'a sale of untracked goods',
      sql: (s) => off(s.location) + saleSql(s, [{ product: s.postage }]),
    },
    { by: 'a receipt', sql: (s) => off(s.location) + receiptSql(s, [{}]) },
    { by: 'a refund', sql: (s) => off(s.location) + refundSql(s, [{ quantity: 1 }]) },
    {
      by: 'a refund of goods that are scrapped',
      sql: (s) => off(s.location) + refundSql(s, [{ quantity: 1, disposition: 'SCRAP' }]),
    },
    {
      by: 'a refund brought elsewhere',
      sql: (s) =>
        off(s.otherLocation) + refundSql(s, [{ quantity: 1 }], { location: s.otherLocation }),
    },
    { by: 'a reservation', sql: (s) => off(s.location) + reservationSql(s) },
    { by: 'a longer reservation', sql: (s) => off(s.location) + extendSql(s.reservation) },
    { by: 'a transfer to it', sql: (s) => off(s.otherLocation) + transferSql(s, [{}]) },
    {
      by: 'a dispatch to it',
      sql: (s) => off(s.otherLocation) + stepSql('transfers', s.approvedTransfer, 'DISPATCHED'),
    },
    {
      by: 'the arrival of goods that were on their way',
      sql: (s) => off(s.otherLocation) + stepSql('transfers', s.dispatchedTransfer, 'FULFILLED'),
    },
    {
      by: 'the arrival of a part',
      sql: (s) => off(s.otherLocation) + arrivalSql(s, s.dispatchedTransfer, 1),
    },
    {
      by: 'an adjustment that brings goods in',
      sql: (s) => off(s.location) + adjustedSql(s, { quantity: 1 }, 'APPROVED', 'COMPLETED'),
    },
    {
      by: "the ledger's role: a receipt past its stamp",
      sql: (s: TestShop) =>
        off(s.location) + asLedger(movementSql(s, { kind: 'RECEIPT', quantity: 5 })),
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: { locationId: s.otherLocation, lines: [{ productId: s.product, quantity: 1 }] },
    }),
    before: (s) => s.call('update_location', { id: s.otherLocation, active: false }),
    details: (s) => ({
      field: 'input.locationId',
      locationId: s.otherLocation,
      locationCode: 'L2',
    }),
  },
  bearing: { attack: 0, as: 'owner' },
});
