import fc from 'fast-check';
import { die, lineInput, lineOf, lines, once } from '../choices';
import { WrittenRefund, WrittenSale } from '../documents';
import { pickDocument } from '../next-step';
import { operation } from '../operation';
import type { Session } from '../session';

interface SaleAnswer {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
}

function noteSale(
  session: Session,
  sale: SaleAnswer,
  locationId: string,
  sold: readonly { productId: string; quantity: number }[],
): void {
  const written = new WrittenSale(
    sale.id,
    locationId,
    sold.map((line, n) => ({ ...line, id: sale.lines[n]!.id })),
  );
  session.done.documents.set(sale.id, written);
  session.world.sales.add(written);
}

export const sell = operation({
  kind: 'sell',
  weight: 22,
  refusals: ['insufficient_stock'],
  choices: fc.record({ location: die, lines, twice: once(3) }),
  async run(session, choice) {
    const { world } = session;
    const locationId = world.location(choice.location);
    const input = { locationId, lines: choice.lines.map((line) => lineInput(world, line)) };
    const sale = await session.write<SaleAnswer>('record_sale', input, choice.twice);
    const sold = choice.lines.map((line) => lineOf(world, line));
    noteSale(session, sale, locationId, sold);
  },
});

/** A sale that names a reservation; now and then at another place, or of less than was reserved. */
export const sellReserved = operation({
  kind: 'sell reserved',
  weight: 6,
  refusals: ['insufficient_stock', 'reservation_not_of_sale'],
  choices: fc.record({
    ...{ which: die, location: die, elsewhere: once(10), less: once(4), more: lines },
    ...{ twice: once(3), alone: fc.boolean() },
  }),
  async run(session, choice) {
    const { world } = session;
    const reservation = pickDocument(world.reservations, choice.which);
    if (!reservation) return 'idle';
    const locationId = choice.elsewhere ? world.location(choice.location) : reservation.locationId;
    const { productId, quantity } = reservation.line;
    const reserved = { productId, quantity: choice.less ? Math.ceil(quantity / 2) : quantity };
    const more = choice.alone ? [] : choice.more;
    const input = {
      ...{ locationId, reservationIds: [reservation.id] },
      lines: [reserved, ...more.map((line) => lineInput(world, line))],
    };
    const sale = await session.write<SaleAnswer>('record_sale', input, choice.twice);
    reservation.steps.push('COMMITTED');
    noteSale(session, sale, locationId, [reserved, ...more.map((line) => lineOf(world, line))]);
  },
});

export const voidSale = operation({
  kind: 'void sale',
  weight: 5,
  refusals: ['illegal_transition'],
  choices: fc.record({ which: die, rival: once(3) }),
  async run(session, { which, rival }) {
    const sale = pickDocument(session.world.sales, which);
    if (!sale) return 'idle';
    const input = { id: sale.id, reason: 'random' };
    await session.take(sale, 'VOIDED', 'void_sale', input, rival);
  },
});

export const refund = operation({
  kind: 'refund',
  weight: 8,
  refusals: ['illegal_transition', 'refund_exceeds_sale'],
  choices: fc.record({
    ...{ which: die, line: die, quantity: fc.integer({ min: 1, max: 6 }), twice: once(3) },
  }),
  async run(session, { which, line, quantity, twice }) {
    const sale = pickDocument(session.world.sales, which);
    if (!sale) return 'idle';
    const { id: saleLineId, productId } = sale.lines[line % sale.lines.length]!;
    const input = { saleId: sale.id, reason: 'random', lines: [{ saleLineId, quantity }] };
    const { id } = await session.write('refund_sale', input, twice);
    const written = new WrittenRefund(id, sale, { productId, quantity });
    sale.refunds.push(written);
    session.done.documents.set(id, written);
  },
});
