import fc from 'fast-check';
import { anyDay, anyIndex, businessDate, oneIn } from '../choices';
import { WrittenRefund } from '../documents/sales';
import { pickDocument } from '../next-status';
import { operation } from '../operation';

export const voidSale = operation({
  kind: 'void sale',
  weight: 5,
  refusals: ['illegal_transition', 'movement_archived'],
  choices: fc.record({ which: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, concurrent }) {
    const sale = pickDocument(session.world.sales, which);
    if (!sale) return 'idle';
    const input = { id: sale.id, reason: 'random' };
    await session.changeStatus(sale, 'VOIDED', 'void_sale', input, concurrent);
  },
});

interface RefundAnswer {
  readonly id: string;
  readonly lines: readonly { readonly locationId: string }[];
}

/** Comes back where it was sold or elsewhere; sometimes broken. */
export const refund = operation({
  kind: 'refund',
  weight: 8,
  refusals: [
    'illegal_transition',
    'refund_exceeds_sale',
    'location_not_active',
    'business_date_out_of_order',
    'movement_archived',
  ],
  choices: fc.record({
    ...{ which: anyIndex, line: anyIndex, quantity: fc.integer({ min: 1, max: 6 }) },
    ...{ twice: oneIn(3), day: anyDay, elsewhere: oneIn(4), location: anyIndex },
    disposition: fc.constantFrom('RESTOCK', 'RESTOCK', 'QUARANTINE', 'SCRAP'),
  }),
  async run(session, { which, line, quantity, twice, elsewhere, location, disposition, day }) {
    const { world } = session;
    const sale = pickDocument(world.sales, which);
    if (!sale) return 'idle';
    const { id: saleLineId, productId, parts } = sale.lines[line % sale.lines.length]!;
    const place = elsewhere ? world.location(location) : sale.locationId;
    const input = {
      ...{ saleId: sale.id, reason: 'random', lines: [{ saleLineId, quantity, disposition }] },
      ...(elsewhere ? { locationId: place } : {}),
      ...businessDate(day),
    };
    const { id, lines: refunded } = await session.write<RefundAnswer>('refund_sale', input, twice);
    const at = disposition === 'QUARANTINE' ? refunded[0]!.locationId : place;
    const written = new WrittenRefund(
      id,
      { productId, quantity, parts },
      at,
      disposition === 'SCRAP',
    );
    sale.refunds.push(written);
    session.acknowledged.documents.set(id, written);
  },
});
