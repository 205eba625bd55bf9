import fc from 'fast-check';
import { die, lineInput, lineOf, lines, once } from '../choices';
import { WrittenTransfer } from '../documents';
import { nextStep, pickDocument } from '../next-step';
import { operation } from '../operation';

/** Of any batches, or of one by name: that may be a held, an expired or a voided one. */
export const requestTransfer = operation({
  kind: 'transfer: request',
  weight: 5,
  refusals: [],
  choices: fc.record({
    ...{ from: die, to: die, lines, twice: once(3) },
    ...{ named: once(3), batch: die },
  }),
  async run(session, choice) {
    const { world, done } = session;
    const batch = choice.named ? world.batches.pick(choice.batch) : undefined;
    const from = batch ? batch.locationId : world.location(choice.from);
    const to = world.otherLocation(from, choice.to);
    const input = choice.lines.map((line) => lineInput(world, line));
    const asked = choice.lines.map((line) => lineOf(world, line));
    if (batch) {
      const { id: batchId, productId } = batch;
      input[0] = { ...input[0]!, productId, ...{ batchId } };
      asked[0] = { ...asked[0]!, productId };
    }
    const places = { fromLocationId: from, toLocationId: to };
    const request = { ...places, lines: input };
    const { id } = await session.write('request_transfer', request, choice.twice);
    const written = new WrittenTransfer(id, from, to, asked);
    done.documents.set(id, written);
    world.transfers.add(written);
  },
});

const STEPS = {
  REQUESTED: ['APPROVED', 'APPROVED', 'APPROVED', 'APPROVED', 'CANCELLED', 'DISPATCHED'],
  APPROVED: ['DISPATCHED', 'DISPATCHED', 'DISPATCHED', 'FULFILLED', 'FULFILLED', 'CANCELLED'],
  DISPATCHED: ['FULFILLED', 'FULFILLED', 'FULFILLED', 'CANCELLED', 'CANCELLED', 'DISPATCHED'],
  FULFILLED: ['FULFILLED', 'CANCELLED'],
  CANCELLED: ['CANCELLED', 'DISPATCHED'],
};

export const stepTransfer = operation({
  kind: 'transfer: step',
  weight: 15,
  refusals: [
    ...['illegal_transition', 'self_approval', 'batch_not_sellable'],
    ...['insufficient_stock', 'reserved_exceeds_stock'],
  ],
  choices: fc.record({ which: die, next: die, rival: once(3) }),
  async run(session, { which, next, rival }) {
    const document = pickDocument(session.world.transfers, which);
    if (!document) return 'idle';
    const status = nextStep(STEPS, document, next);
    const input = {
      ...{ id: document.id, status },
      ...(status === 'CANCELLED' ? { reason: 'random' } : {}),
    };
    await session.take(document, status, 'set_transfer_status', input, rival);
  },
});
