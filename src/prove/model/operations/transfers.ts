import fc from 'fast-check';
import { anyIndex, lineInput, lineOf, lines, oneIn } from '../choices';
import { WrittenTransfer } from '../documents/stock';
import { nextStatus, pickDocument } from '../next-status';
import { operation } from '../operation';

interface TransferAnswer {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
}

/** Names no batch, or a batch that may be held, expired or voided. */
export const requestTransfer = operation({
  kind: 'transfer: request',
  weight: 5,
  refusals: ['location_not_active'],
  choices: fc.record({
    ...{ from: anyIndex, to: anyIndex, lines, twice: oneIn(3) },
    ...{ named: oneIn(3), batch: anyIndex },
  }),
  async run(session, choice) {
    const { world, acknowledged } = session;
    const batch = choice.named ? world.batches.pick(choice.batch) : undefined;
    const from = batch ? batch.locationId : world.location(choice.from);
    const to = world.otherLocation(from, choice.to);
    const input = choice.lines.map((line) => lineInput(world, line));
    const requested = choice.lines.map((line) => lineOf(world, line));
    if (batch) {
      const { id: batchId, productId } = batch;
      input[0] = { ...input[0]!, productId, ...{ batchId } };
      requested[0] = { ...requested[0]!, productId };
    }
    const request = { fromLocationId: from, toLocationId: to, lines: input };
    const { id, lines: written } = await session.write<TransferAnswer>(
      'request_transfer',
      request,
      choice.twice,
    );
    const ids = requested.map((line, n) => ({ ...line, id: written[n]!.id }));
    const transfer = new WrittenTransfer(id, from, to, ids);
    acknowledged.documents.set(id, transfer);
    world.transfers.add(transfer);
  },
});

// Statuses to request from each status, the likely ones repeated. Some of them must be refused.
const NEXT = {
  REQUESTED: ['APPROVED', 'APPROVED', 'APPROVED', 'APPROVED', 'CANCELLED', 'DISPATCHED'],
  APPROVED: ['DISPATCHED', 'DISPATCHED', 'DISPATCHED', 'FULFILLED', 'FULFILLED', 'CANCELLED'],
  DISPATCHED: ['FULFILLED', 'FULFILLED', 'FULFILLED', 'CANCELLED', 'CANCELLED', 'DISPATCHED'],
  PARTIALLY_RECEIVED: ['FULFILLED', 'CANCELLED', 'DISPATCHED'],
  FULFILLED: ['FULFILLED', 'CANCELLED'],
  CANCELLED: ['CANCELLED', 'DISPATCHED'],
};

export const changeTransfer = operation({
  kind: 'transfer: change status',
  weight: 15,
  refusals: [
    ...['illegal_transition', 'self_approval', 'batch_not_sellable', 'location_not_active'],
    ...['insufficient_stock', 'reserved_exceeds_stock'],
  ],
  choices: fc.record({ which: anyIndex, next: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, next, concurrent }) {
    const document = pickDocument(session.world.transfers, which);
    if (!document) return 'idle';
    const status = nextStatus(NEXT, document, next);
    const input = {
      ...{ id: document.id, status },
      ...(status === 'CANCELLED' ? { reason: 'random' } : {}),
    };
    await session.changeStatus(document, status, 'set_transfer_status', input, concurrent);
  },
});

/** A part of a line arrives; sometimes more than is on its way. */
export const receiveTransfer = operation({
  kind: 'transfer: receive in part',
  weight: 8,
  refusals: ['illegal_transition', 'transfer_not_conserved', 'location_not_active'],
  choices: fc.record({
    ...{ which: anyIndex, line: anyIndex, quantity: fc.integer({ min: 1, max: 6 }) },
    twice: oneIn(3),
  }),
  async run(session, { which, line, quantity, twice }) {
    const document = pickDocument(session.world.transfers, which);
    if (!document) return 'idle';
    const { id: transferLineId, productId } = document.lines[line % document.lines.length]!;
    const input = { id: document.id, lines: [{ transferLineId, quantity }] };
    await session.write('receive_transfer', input, twice);
    document.arrivals.push({ productId, quantity });
  },
});

/** Asks for a transfer to be closed short, and decides about it; its requester may not approve it. */
export const closeShort = operation({
  kind: 'transfer: close short',
  weight: 6,
  refusals: ['illegal_transition', 'self_approval'],
  choices: fc.record({ which: anyIndex, ask: oneIn(2), reject: oneIn(4), concurrent: oneIn(3) }),
  async run(session, { which, ask, reject, concurrent }) {
    const document = pickDocument(session.world.transfers, which);
    if (!document) return 'idle';
    const { id } = document;
    if (ask) {
      await session.call('close_transfer_short', { id, reason: 'random' });
    } else if (reject) {
      await session.call('decide_transfer_short', { id, status: 'REJECTED', reason: 'random' });
    } else {
      const input = { id, status: 'APPROVED' };
      await session.changeStatus(
        document,
        'CLOSED_SHORT',
        'decide_transfer_short',
        input,
        concurrent,
      );
    }
  },
});
