import type { TestShop } from '../support/shop';
import { asReplica, stepSql, asLedger, transferSql } from './statements';
import { ruleSuite } from './suite';

/** A movement of the transfer that is under way with 5, as a wrong function of the ledger would write it. */
const forged = (s: TestShop, kind: string, quantity: number, batch = s.otherBatch) =>
  asLedger(`insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id, document_line_id)
    select l.tenant_id, '${kind}', l.product_id, '${batch}', ${kind === 'TRANSFER_IN' ? 't.to_location_id' : 't.from_location_id'}, ${quantity}, 'TRANSFER', t.id, l.id
    from inventory.transfers t join inventory.transfer_lines l on l.transfer_id = t.id where t.id = '${s.dispatchedTransfer}'`);

ruleSuite('transfer_not_conserved', {
  // All steps in one transaction: what counts is what stands at COMMIT.
  accepted: (s) =>
    `${transferSql(s, [{ quantity: 5 }], {}, 'APPROVED', 'DISPATCHED')} ${stepSql('transfers', s.dispatchedTransfer, 'FULFILLED')}`,
  attacks: [
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
  noGraphql: 'a step of a transfer writes both sides itself',
  bearing: { attack: 0, as: 'super' },
});
