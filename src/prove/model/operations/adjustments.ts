import fc from 'fast-check';
import { anyAmount, anyDay, anyIndex, businessDate, oneIn, quantityInput } from '../choices';
import { WrittenAdjustment } from '../documents/stock';
import { nextStatus, pickDocument } from '../next-status';
import { operation } from '../operation';

export const requestAdjustment = operation({
  kind: 'adjust: request',
  weight: 4,
  refusals: ['batch_voided', 'business_date_out_of_order'],
  choices: fc.record({
    ...{ batch: anyIndex, location: anyIndex, elsewhere: oneIn(4), increase: oneIn(4) },
    ...{ amount: anyAmount, twice: oneIn(3), day: anyDay },
  }),
  async run(session, { batch: index, location, elsewhere, increase, amount, twice, day }) {
    const { world, acknowledged } = session;
    const batch = world.batches.pick(index);
    if (!batch) return 'idle';
    const locationId = elsewhere ? world.location(location) : batch.locationId;
    const sign = increase ? 1 : -1;
    const input = {
      ...{ batchId: batch.id, locationId, type: increase ? 'OTHER' : 'DAMAGE', reason: 'random' },
      ...quantityInput(amount, sign),
      ...businessDate(day),
    };
    const { id } = await session.write('request_adjustment', input, twice);
    const line = { productId: batch.productId, quantity: sign * amount.base };
    const written = new WrittenAdjustment(id, locationId, line);
    acknowledged.documents.set(id, written);
    world.adjustments.add(written);
  },
});

// Statuses to request from each status, the likely ones repeated. Some of them must be refused.
const NEXT = {
  PENDING: ['APPROVED', 'APPROVED', 'APPROVED', 'APPROVED', 'REJECTED', 'COMPLETED'],
  APPROVED: ['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'REJECTED', 'APPROVED'],
  REJECTED: ['APPROVED', 'COMPLETED'],
  COMPLETED: ['COMPLETED', 'APPROVED', 'REJECTED'],
};

export const changeAdjustment = operation({
  kind: 'adjust: change status',
  weight: 10,
  refusals: [
    ...['illegal_transition', 'self_approval', 'batch_voided', 'location_not_active'],
    ...['insufficient_stock', 'reserved_exceeds_stock', 'business_date_out_of_order'],
  ],
  choices: fc.record({ which: anyIndex, next: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, next, concurrent }) {
    const document = pickDocument(session.world.adjustments, which);
    if (!document) return 'idle';
    const status = nextStatus(NEXT, document, next);
    const input = { id: document.id, status, reason: 'random' };
    await session.changeStatus(document, status, 'set_adjustment_status', input, concurrent);
  },
});
