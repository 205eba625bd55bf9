import fc from 'fast-check';
import { anyAmount, die, once } from '../choices';
import { WrittenAdjustment } from '../documents';
import { nextStep, pickDocument } from '../next-step';
import { operation } from '../operation';

export const requestAdjustment = operation({
  kind: 'adjust: request',
  weight: 4,
  refusals: ['batch_voided'],
  choices: fc.record({
    ...{ batch: die, location: die, elsewhere: once(4), more: once(4), amount: anyAmount },
    twice: once(3),
  }),
  async run(session, { batch: which, location, elsewhere, more, amount, twice }) {
    const { world, done } = session;
    const batch = world.batches.pick(which);
    if (!batch) return 'idle';
    const locationId = elsewhere ? world.location(location) : batch.locationId;
    const sign = more ? 1 : -1;
    const { quantity, base, unit } = amount;
    const input = {
      ...{ batchId: batch.id, locationId, type: more ? 'OTHER' : 'DAMAGE', reason: 'random' },
      ...{ quantity: sign * quantity, unit },
    };
    const { id } = await session.write('request_adjustment', input, twice);
    const line = { productId: batch.productId, quantity: sign * base };
    const written = new WrittenAdjustment(id, locationId, line);
    done.documents.set(id, written);
    world.adjustments.add(written);
  },
});

const STEPS = {
  PENDING: ['APPROVED', 'APPROVED', 'APPROVED', 'APPROVED', 'REJECTED', 'COMPLETED'],
  APPROVED: ['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'REJECTED', 'APPROVED'],
  REJECTED: ['APPROVED', 'COMPLETED'],
  COMPLETED: ['COMPLETED', 'APPROVED', 'REJECTED'],
};

export const stepAdjustment = operation({
  kind: 'adjust: step',
  weight: 10,
  refusals: [
    ...['illegal_transition', 'self_approval', 'batch_voided'],
    ...['insufficient_stock', 'reserved_exceeds_stock'],
  ],
  choices: fc.record({ which: die, next: die, rival: once(3) }),
  async run(session, { which, next, rival }) {
    const document = pickDocument(session.world.adjustments, which);
    if (!document) return 'idle';
    const status = nextStep(STEPS, document, next);
    const input = { id: document.id, status, reason: 'random' };
    await session.take(document, status, 'set_adjustment_status', input, rival);
  },
});
