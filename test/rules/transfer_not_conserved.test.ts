import type { TestShop } from '../support/shop';
import { UNKNOWN_ID, stepSql } from './statements';
import { arrivalSql, transferSql } from './transfer-statements';
import { asReplica, asLedger } from './writers';
import { ruleSuite } from './suite';

/** A movement of the transfer that is under way with 5, as a wrong function of the ledger would write it. */
const forged = (s: TestShop, kind: string, quantity: number, batch = s.otherBatch) =>
  asLedger(`insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id, document_line_id)
    select l.tenant_id, '${kind}', l.product_id, '${batch}', ${kind === 'TRANSFER_IN' ? 't.to_location_id' : 't.from_location_id'}, ${quantity}, 'TRANSFER', t.id, l.id
    from inventory.transfers t join inventory.transfer_lines l on l.transfer_id = t.id where t.id = '${s.dispatchedTransfer}'`);

/** A transfer of one of each of two batches, under way; one of the first line arrives, and the arrival says something else. */
const swapped = (s: TestShop, arrival: string) =>
  transferSql(
    s,
    [
      { quantity: 1, batch: s.batch },
      { quantity: 1, batch: s.untouchedBatch },
    ],
    { id: UNKNOWN_ID },
    ...['APPROVED', 'DISPATCHED'],
  ) +
  asLedger(`insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id, document_line_id)
    select l.tenant_id, 'TRANSFER_IN', l.product_id, l.batch_id, t.to_location_id, 1, 'TRANSFER', t.id, l.id
    from inventory.transfers t join inventory.transfer_lines l on l.transfer_id = t.id where t.id = '${UNKNOWN_ID}' and l.line_number = 1`) +
  asReplica(`insert into inventory.transfer_arrivals (tenant_id, id, transfer_id, transfer_line_id, batch_id, quantity, actor)
    select l.tenant_id, inventory.uuid_v7(), l.transfer_id, l.id, ${arrival};
    update inventory.transfers set status = 'PARTIALLY_RECEIVED' where id = '${UNKNOWN_ID}'`);

ruleSuite('transfer_not_conserved', {
  // All steps in one transaction: what counts is what stands at COMMIT.
  accepted: (s) =>
    `${transferSql(s, [{ quantity: 5 }], {}, 'APPROVED', 'DISPATCHED')} ${stepSql('transfers', s.dispatchedTransfer, 'FULFILLED')}`,
  attacks: [
    {
      by: 'an arrival of more than is on its way',
      sql: (s) => arrivalSql(s, s.dispatchedTransfer, 6),
    },
    {
      by: 'an arrival of more than is left',
      sql: (s) => arrivalSql(s, s.dispatchedTransfer, 3) + arrivalSql(s, s.dispatchedTransfer, 3),
    },
    {
      by: 'an arrival of another batch',
      sql: (s) => arrivalSql(s, s.dispatchedTransfer, 1, s.warehouseBatch),
    },
    {
      by: 'PARTIALLY_RECEIVED without an arrival',
      sql: (s) => stepSql('transfers', s.dispatchedTransfer, 'PARTIALLY_RECEIVED'),
    },
    {
      by: 'an arrival without its movement as a replica',
      sql: (s) =>
        asReplica(
          arrivalSql(s, s.dispatchedTransfer, 1)
            .replace('quantity)', 'quantity, actor)')
            .replace(', 1\n', ", 1, 'x'\n"),
        ),
      as: ['super'],
    },
    {
      by: 'a loss without its movements as a replica',
      sql: () => asReplica(`update inventory.transfer_closings set status = 'APPROVED'`),
      as: ['super'],
    },
    {
      by: "the ledger's role: brings in more than is in transit",
      sql: (s) => forged(s, 'TRANSFER_IN', 6),
      as: ['super'],
    },
    {
      by: "the ledger's role: brings in another batch",
      sql: (s) => forged(s, 'TRANSFER_IN', 1, s.warehouseBatch),
      as: ['super'],
    },
    {
      by: "the ledger's role: takes out more than the lines say",
      sql: (s) =>
        `${forged(s, 'TRANSFER_OUT', -1)} ${stepSql('transfers', s.dispatchedTransfer, 'FULFILLED')}`,
      as: ['super'],
    },
    {
      by: "the ledger's role: brings in some before the rest comes back",
      sql: (s) =>
        `${forged(s, 'TRANSFER_IN', 1)} ${stepSql('transfers', s.dispatchedTransfer, 'CANCELLED', { cancel_reason: 'x' })}`,
      as: ['super'],
    },
    {
      by: "the ledger's role: brings in one line, and the arrival is of another",
      sql: (s) =>
        swapped(
          s,
          `null, 1, 'x' from inventory.transfer_lines l where l.transfer_id = '${UNKNOWN_ID}' and l.line_number = 2`,
        ),
      as: ['super'],
    },
    {
      by: "the ledger's role: brings in one batch, and the arrival names another",
      sql: (s) =>
        swapped(
          s,
          `'${s.untouchedBatch}', 1, 'x' from inventory.transfer_lines l where l.transfer_id = '${UNKNOWN_ID}' and l.line_number = 1`,
        ),
      as: ['super'],
    },
    ...['FULFILLED', 'CANCELLED', 'APPROVED'].map((status) => ({
      by: `a status without its movements as a replica: ${status}`,
      sql: (s: TestShop) =>
        asReplica(
          `update inventory.transfers set status = '${status}', cancel_reason = 'x' where id = '${s.dispatchedTransfer}'`,
        ),
      as: ['super' as const],
    })),
    {
      by: 'a dispatch without its movements as a replica',
      sql: (s) => asReplica(stepSql('transfers', s.approvedTransfer, 'DISPATCHED')),
      as: ['super'],
    },
  ],
  graphql: {
    query: `mutation ($id: ID!, $lines: [ReceiveTransferLineInput!]!) { receiveTransfer(id: $id, lines: $lines) { id } }`,
    variables: (s) => ({
      id: s.dispatchedTransfer,
      lines: [{ transferLineId: s.dispatchedLine, quantity: 6 }],
    }),
    details: (s) => ({
      ...{ field: 'lines[0].quantity', transferLineId: s.dispatchedLine },
      ...{ requested: 6, inTransit: 5 },
    }),
  },
  races: { 'an arrival of more than half': (s) => arrivalSql(s, s.dispatchedTransfer, 3) },
  bearing: { attack: 6, as: 'super' },
});
