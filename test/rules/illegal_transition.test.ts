import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import {
  extendSql,
  holdSql,
  lotHoldSql,
  refundSql,
  reservationSql,
  saleSql,
  stepSql,
  stepsSql,
} from './statements';
import { orderReceiptSql } from './order-statements';
import { arrivalSql, closingSql } from './transfer-statements';
import { asApprover, asLedger, throughTrigger } from './writers';
import { ruleSuite, type Attack } from './suite';

type Id = {
  [Key in keyof TestShop]: TestShop[Key] extends string ? Key : never;
}[keyof TestShop];

const CLOSED_SHORT = `update inventory.transfer_closings set status = 'APPROVED'`;

/** Every status that a document must not be given, as the approver, so that no other rule refuses it. */
const steps = (table: string, document: Id, statuses: string[], reason?: string): Attack[] =>
  statuses.map((status) => ({
    by: `${document} to ${status}`,
    sql: (s) =>
      `select set_config('app.actor', 'approver', true); ${stepSql(table, s[document], status, reason ? { [reason]: 'x' } : undefined)}`,
  }));

/** A status that follows is accepted only once; the sessions race for it. */
const step = (table: string, document: Id, status: string, reason?: string) => (s: TestShop) =>
  stepSql(table, s[document], status, reason ? { [reason]: 'x' } : undefined);

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
    ...steps('adjustments', 'pendingAdjustment', ['PENDING', 'COMPLETED']),
    ...steps('adjustments', 'approvedAdjustment', ['PENDING', 'APPROVED']),
    ...steps('adjustments', 'rejectedAdjustment', ['PENDING', 'APPROVED', 'COMPLETED']),
    ...steps('adjustments', 'rejectedAdjustment', ['REJECTED'], 'rejection_reason'),
    ...steps('adjustments', 'completedAdjustment', ['PENDING', 'APPROVED', 'COMPLETED']),
    ...steps('adjustments', 'completedAdjustment', ['REJECTED'], 'rejection_reason'),
    ...steps('assemblies', 'assembly', ['COMPLETED']),
    ...steps('assemblies', 'voidedAssembly', ['COMPLETED']),
    ...steps('assemblies', 'voidedAssembly', ['VOIDED'], 'void_reason'),
    ...steps('purchase_orders', 'draftOrder', ['DRAFT', 'PARTIALLY_RECEIVED', 'RECEIVED']),
    ...steps('purchase_orders', 'order', ['DRAFT', 'ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED']),
    ...steps('purchase_orders', 'order', ['CLOSED_SHORT'], 'reason'),
    ...steps('purchase_orders', 'partialOrder', ['DRAFT', 'ORDERED', 'RECEIVED']),
    ...steps('purchase_orders', 'partialOrder', ['CANCELLED'], 'reason'),
    ...steps('transfers', 'requestedTransfer', ['REQUESTED', 'DISPATCHED', 'FULFILLED']),
    ...steps('transfers', 'approvedTransfer', ['REQUESTED', 'APPROVED']),
    ...steps('transfers', 'dispatchedTransfer', ['REQUESTED', 'APPROVED', 'DISPATCHED']),
    ...steps('transfers', 'fulfilledTransfer', [
      'REQUESTED',
      'APPROVED',
      'DISPATCHED',
      'FULFILLED',
    ]),
    ...steps('transfers', 'fulfilledTransfer', ['CANCELLED'], 'cancel_reason'),
    ...steps('transfers', 'cancelledTransfer', [
      'REQUESTED',
      'APPROVED',
      'DISPATCHED',
      'FULFILLED',
    ]),
    ...steps('transfers', 'cancelledTransfer', ['CANCELLED'], 'cancel_reason'),
    {
      by: 'an arrival of what was not dispatched',
      sql: (s) => arrivalSql(s, s.approvedTransfer, 1),
    },
    { by: 'an arrival after all has arrived', sql: (s) => arrivalSql(s, s.fulfilledTransfer, 1) },
    {
      by: 'an arrival after the rest came back',
      sql: (s) => arrivalSql(s, s.cancelledTransfer, 1),
    },
    {
      by: 'an arrival after the loss',
      sql: (s) => asApprover(CLOSED_SHORT) + arrivalSql(s, s.dispatchedTransfer, 1),
    },
    { by: 'a closing of what was not dispatched', sql: (s) => closingSql(s, s.approvedTransfer) },
    { by: 'a closing of what has arrived', sql: (s) => closingSql(s, s.fulfilledTransfer) },
    { by: 'a second closing', sql: (s) => closingSql(s, s.dispatchedTransfer) },
    {
      by: 'a loss of what has arrived meanwhile',
      sql: (s) => arrivalSql(s, s.dispatchedTransfer, 5) + asApprover(CLOSED_SHORT),
    },
    { by: 'a loss approved twice', sql: () => asApprover(CLOSED_SHORT) + asApprover(CLOSED_SHORT) },
    {
      by: 'a closing rejected after its loss',
      sql: () =>
        `${asApprover(CLOSED_SHORT)} update inventory.transfer_closings set status = 'REJECTED', rejection_reason = 'x'`,
    },
    {
      by: 'PARTIALLY_RECEIVED by hand for what was not dispatched',
      sql: (s) => stepSql('transfers', s.approvedTransfer, 'PARTIALLY_RECEIVED'),
    },
    ...steps('stock_counts', 'openCount', ['OPEN']),
    ...steps('stock_counts', 'postedCount', ['OPEN', 'CANCELLED']),
    ...steps('stock_counts', 'postedCount', ['POSTED'], 'post_reason'),
    ...steps('stock_counts', 'cancelledCount', ['OPEN', 'CANCELLED']),
    ...steps('stock_counts', 'cancelledCount', ['POSTED'], 'post_reason'),
    ...steps('reservations', 'reservation', ['ACTIVE', 'COMMITTED', 'EXPIRED']),
    ...steps('reservations', 'releasedReservation', ['ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED']),
    {
      by: 'a release of what is over, swept or not',
      sql: (s) => {
        const id = randomUUID();
        return `${reservationSql(s, { id, expires: `clock_timestamp() + interval '50 ms'` })} select pg_sleep(0.06); ${stepSql('reservations', id, 'RELEASED')}`;
      },
    },
    {
      by: 'an extension of what was released',
      sql: (s) => extendSql(s.releasedReservation),
    },
    {
      by: 'an extension of what is over, swept or not',
      sql: (s) => {
        const id = randomUUID();
        return `${reservationSql(s, { id, expires: `clock_timestamp() + interval '50 ms'` })} select pg_sleep(0.06); ${extendSql(id)}`;
      },
    },
    {
      by: 'an extension that also releases',
      sql: (s) =>
        `update inventory.reservations set status = 'RELEASED', expires_at = now() + interval '5 days' where id = '${s.reservation}'`,
    },
    ...['PARTIALLY_REFUNDED', 'REFUNDED'].map((status): Attack => ({
      by: `a sale ${status} by a trigger of the owner`,
      sql: (s) =>
        throughTrigger(`update inventory.sales set status = '${status}' where id = '${s.sale}'`),
      as: ['owner'],
    })),
    {
      by: 'more of a sale refunded than its refunds say',
      sql: (s) =>
        `${refundSql(s, [{ quantity: 1 }])} update inventory.sales set status = 'REFUNDED' where id = '${s.sale}'`,
    },
    {
      by: 'a reservation committed by a trigger of the owner',
      sql: (s) =>
        throughTrigger(
          `update inventory.reservations set status = 'COMMITTED' where id = '${s.reservation}'`,
        ),
      as: ['owner'],
    },
    {
      by: 'a reservation committed after a sale that does not name it',
      sql: (s) =>
        `${saleSql(s, [{ product: s.otherProduct }])} update inventory.reservations set status = 'COMMITTED' where id = '${s.reservation}'`,
    },
    {
      by: 'more used of a reservation than its uses say, as the ledger',
      sql: (s) =>
        asLedger(
          `update inventory.reservations set committed_quantity = 1 where id = '${s.reservation}'`,
        ),
      as: ['super'],
    },
    {
      by: 'another sequence for an adjustment',
      sql: (s) =>
        `update inventory.adjustments set expected_sequence = 999 where id = '${s.completedAdjustment}'`,
    },
    {
      by: 'another reason for a rejection',
      sql: (s) =>
        `update inventory.adjustments set rejection_reason = 'other' where id = '${s.rejectedAdjustment}'`,
    },
    {
      by: 'another reason for a cancellation',
      sql: (s) =>
        `update inventory.transfers set cancel_reason = 'other' where id = '${s.cancelledTransfer}'`,
    },
    {
      by: 'another reason for a posting',
      sql: (s) =>
        `update inventory.stock_counts set post_reason = 'other' where id = '${s.postedCount}'`,
    },
    ...Object.entries({ order: 'CANCELLED', partialOrder: 'CLOSED_SHORT' }).map(
      ([order, status]): Attack => ({
        by: `another expected day of an order that is ${status}`,
        sql: (s) =>
          `${stepSql('purchase_orders', s[order as Id], status, { reason: 'x' })} update inventory.purchase_orders set expected_on = '2031-01-01' where id = '${s[order as Id]}'`,
      }),
    ),
    {
      by: 'another expected day of an order that has come',
      sql: (s) =>
        `${orderReceiptSql(s, [{ quantity: 6 }])} update inventory.purchase_orders set expected_on = null where id = '${s.partialOrder}'`,
    },
    {
      by: 'another expected day with the end of an order',
      sql: (s) =>
        `update inventory.purchase_orders set status = 'CANCELLED', reason = 'x', expected_on = '2031-01-01' where id = '${s.order}'`,
    },
    ...['null', `'2001-01-01'`].map((time): Attack => ({
      by: `a correction sent at ${time}, after it was sent`,
      sql: (s) =>
        `insert into inventory.channel_corrections (tenant_id, id, line_id, channel, product_id, field, quantity) values ('${s.tenant}', inventory.uuid_v7(), inventory.uuid_v7(), 'web', '${s.product}', 'total', 1);
         update inventory.channel_corrections set sent_at = now(); update inventory.channel_corrections set sent_at = ${time}`,
      as: ['owner'],
    })),
    { by: 'a hold twice', sql: (s) => holdSql(s.heldBatch, 'QUARANTINED') },
    { by: 'a release of what is not held', sql: (s) => holdSql(s.batch, null) },
    {
      by: 'a recall made milder',
      sql: (s) => `${holdSql(s.batch, 'RECALLED')} ${holdSql(s.batch, 'QUARANTINED')}`,
    },
    {
      by: 'another reason for a hold',
      sql: (s) => `update inventory.batches set hold_reason = 'other' where id = '${s.heldBatch}'`,
    },
    {
      by: 'a hold of a lot twice',
      sql: (s) => `${lotHoldSql(s.lot, 'RECALLED')} ${lotHoldSql(s.lot, 'RECALLED')}`,
    },
    { by: 'a release of a lot that is not held', sql: (s) => lotHoldSql(s.lot, null) },
    {
      by: 'a release of a batch whose lot is held',
      sql: (s) => `${lotHoldSql(s.lot, 'RECALLED')} ${holdSql(s.batch, null)}`,
    },
    {
      by: 'a recall of a lot made milder',
      sql: (s) => `${lotHoldSql(s.lot, 'RECALLED')} ${lotHoldSql(s.lot, 'QUARANTINED')}`,
    },
    { by: 'a hold of a voided batch', sql: (s) => holdSql(s.voidedBatch, 'RECALLED') },
  ],
  graphql: {
    query: `mutation ($id: ID!) { voidSale(id: $id, reason: "again") { id } }`,
    variables: (s) => ({ id: s.voidedSale }),
    details: () => ({ from: 'VOIDED' }),
  },
  bearing: { attack: 0, as: 'owner' },
  race: true,
  races: {
    'a posting': step('stock_counts', 'openCount', 'POSTED', 'post_reason'),
    'an adjustment': step('adjustments', 'approvedAdjustment', 'COMPLETED'),
    'an approval': (s) => stepsSql('adjustments', s.pendingAdjustment, 'APPROVED'),
    'a void of an assembly': step('assemblies', 'assembly', 'VOIDED', 'void_reason'),
    'a placed order': step('purchase_orders', 'draftOrder', 'ORDERED'),
    'a cancelled order': step('purchase_orders', 'order', 'CANCELLED', 'reason'),
    'an order that is closed short': step(
      'purchase_orders',
      'partialOrder',
      'CLOSED_SHORT',
      'reason',
    ),
    'a dispatch': step('transfers', 'approvedTransfer', 'DISPATCHED'),
    'a fulfilment': step('transfers', 'dispatchedTransfer', 'FULFILLED'),
    'a release': step('reservations', 'reservation', 'RELEASED'),
    'a hold of a lot': (s) => lotHoldSql(s.otherLot, 'RECALLED'),
    'a hold': (s) => holdSql(s.batch, 'RECALLED'),
  },
});
