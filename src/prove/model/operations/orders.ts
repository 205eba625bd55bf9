import fc from 'fast-check';
import { amount, anyIndex, businessDate, lineInput, oneIn } from '../choices';
import { WrittenOrder } from '../documents/stock';
import type { Line } from '../documents/written-document';
import { nextStatus, pickDocument } from '../next-status';
import { operation } from '../operation';
import { recordReceipt } from './record-receipt';

interface OrderAnswer {
  readonly id: string;
  readonly lines: readonly (Line & { readonly id: string })[];
}

const line = fc.record({ product: anyIndex, amount, priced: oneIn(2) });

export const order = operation({
  kind: 'order',
  weight: 4,
  refusals: ['location_not_active'],
  choices: fc.record({
    ...{ location: anyIndex, draft: oneIn(4), twice: oneIn(3) },
    lines: fc.array(line, { minLength: 1, maxLength: 2 }),
  }),
  async run(session, { location, draft, twice, lines }) {
    const { world, acknowledged } = session;
    const locationId = world.location(location);
    const input = {
      ...{ supplierId: world.supplier, locationId, draft },
      lines: lines.map((each) => ({
        ...lineInput(world, each),
        ...(each.priced && { unitCost: '1.25' }),
      })),
    };
    const answer = await session.write<OrderAnswer>('create_purchase_order', input, twice);
    const written = new WrittenOrder(answer.id, locationId, answer.lines);
    if (!draft) written.changes.push('ORDERED');
    acknowledged.documents.set(answer.id, written);
    world.orders.add(written);
  },
});

/** Places it, closes it short or cancels it; only what has come in says which of the two is possible. */
const NEXT = {
  DRAFT: ['ORDERED', 'CANCELLED', 'CLOSED_SHORT'],
  ORDERED: ['CLOSED_SHORT', 'CANCELLED', 'ORDERED'],
  CLOSED_SHORT: ['CANCELLED', 'CLOSED_SHORT'],
  CANCELLED: ['ORDERED', 'CANCELLED'],
};

export const changeOrder = operation({
  kind: 'order: change status',
  weight: 2,
  refusals: ['illegal_transition', 'location_not_active'],
  choices: fc.record({ which: anyIndex, status: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, status: index, concurrent }) {
    const found = pickDocument(session.world.orders, which);
    if (!found) return 'idle';
    const status = nextStatus(NEXT, found, index);
    const input = { id: found.id, status, reason: status === 'ORDERED' ? undefined : 'random' };
    await session.changeStatus(found, status, 'set_purchase_order_status', input, concurrent);
  },
});

export const expectOrder = operation({
  kind: 'order: expect',
  weight: 1,
  refusals: ['illegal_transition'],
  choices: fc.record({ which: anyIndex, daysAgo: fc.integer({ min: -9, max: 3 }) }),
  async run(session, { which, daysAgo }) {
    const found = pickDocument(session.world.orders, which);
    if (!found) return 'idle';
    const expectedOn = businessDate(daysAgo).businessDate;
    await session.call('expect_purchase_order', { id: found.id, expectedOn });
  },
});

/** A part of what was ordered, all of it or more, by the line or by its product. */
export const receiveOrder = operation({
  kind: 'receive for an order',
  weight: 5,
  refusals: ['over_receipt', 'illegal_transition', 'location_not_active', 'order_line_differs'],
  choices: fc.record({
    ...{ which: anyIndex, line: anyIndex, quantity: fc.integer({ min: 1, max: 12 }) },
    ...{ year: fc.integer({ min: 2100, max: 2104 }), named: fc.boolean(), twice: oneIn(3) },
  }),
  async run(session, { which, line, quantity, year, named, twice }) {
    const found = pickDocument(session.world.orders, which);
    if (!found) return 'idle';
    const { id: purchaseOrderLineId, productId } = found.lines[line % found.lines.length]!;
    const { id: purchaseOrderId, locationId } = found;
    const received = {
      ...{ productId, quantity, batchNumber: session.key(), expiryDate: `${year}-01-01` },
      ...(named && { purchaseOrderLineId }),
    };
    const input = { locationId, purchaseOrderId, lines: [received] };
    const { id } = await session.write('receive_stock', input, twice);
    await recordReceipt(session, id, locationId, [{ productId, quantity }]);
  },
});
