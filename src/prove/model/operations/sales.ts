import fc from 'fast-check';
import { anyDay, anyIndex, businessDate, lineOf, lines, oneIn, soldLine } from '../choices';
import { WrittenSale } from '../documents/sales';
import type { Line } from '../documents/written-document';
import { pickDocument } from '../next-status';
import { operation } from '../operation';
import type { Session } from '../session';
import { lineInAnyUnit, unitLine } from './products';

export interface SaleAnswer {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
}

/** Records a sale that was acknowledged. */
export function recordSale(
  session: Session,
  sale: SaleAnswer,
  locationId: string,
  sold: readonly Line[],
): void {
  const written = new WrittenSale(
    sale.id,
    locationId,
    sold.map((line, n) => ({ ...line, id: sale.lines[n]!.id })),
  );
  session.acknowledged.documents.set(sale.id, written);
  session.world.sales.add(written);
}

export const sell = operation({
  kind: 'sell',
  weight: 22,
  refusals: ['insufficient_stock', 'location_not_active', 'business_date_out_of_order'],
  choices: fc.record({ location: anyIndex, lines, twice: oneIn(3), day: anyDay, unitLine }),
  async run(session, choice) {
    const { world } = session;
    const { used, unit, quantity } = choice.unitLine;
    const locationId = world.location(choice.location);
    const inUnit = used ? lineInAnyUnit(session, unit, quantity) : undefined;
    const lines: object[] = choice.lines.map((line) => soldLine(world, line));
    if (inUnit) lines.push(inUnit.input);
    const input = { locationId, lines, ...businessDate(choice.day) };
    const sale = await session.write<SaleAnswer>('record_sale', input, choice.twice);
    const sold = choice.lines.map((line) => lineOf(world, line));
    recordSale(session, sale, locationId, inUnit ? [...sold, inUnit.line] : sold);
    inUnit?.check();
  },
});

/**
 * Several sales at the same moment, some of them the request before once more. Some are refused, and the others must not
 * notice.
 */
export const sellAtOnce = operation({
  kind: 'sell at once',
  weight: 8,
  refusals: ['insufficient_stock', 'location_not_active'],
  choices: fc.array(fc.record({ location: anyIndex, lines, again: oneIn(5) }), {
    ...{ minLength: 2, maxLength: 8 },
  }),
  async run(session, choices) {
    const { world } = session;
    const inputs: object[] = [];
    for (const { location, lines, again } of choices) {
      const before = inputs.at(-1);
      inputs.push(
        again && before
          ? before
          : {
              ...{ locationId: world.location(location), idempotencyKey: session.key() },
              lines: lines.map((line) => soldLine(world, line)),
            },
      );
    }
    const answers = await session.writeAtOnce<SaleAnswer>('record_sale', inputs);
    const written = new Map<object, string>();
    for (const [n, sale] of answers.entries()) {
      const input = inputs[n]!;
      if (!sale) continue;
      const first = written.get(input);
      if (first === undefined) {
        written.set(input, sale.id);
        const sold = choices[inputs.indexOf(input)]!.lines.map((line) => lineOf(world, line));
        recordSale(session, sale, (input as { locationId: string }).locationId, sold);
      } else if (first !== sale.id) {
        throw new Error(`One key, two sales: ${first} and ${sale.id}`);
      }
    }
  },
});

/** A sale with a line that names a batch or a lot, and sometimes others of the same product that do not. */
export const sellNamed = operation({
  kind: 'sell named',
  weight: 6,
  refusals: ['insufficient_stock', 'batch_not_sellable', 'location_not_active'],
  choices: fc.record({
    ...{ batch: anyIndex, location: anyIndex, quantity: fc.integer({ min: 1, max: 6 }) },
    ...{ ofLot: fc.boolean(), more: fc.integer({ min: 0, max: 4 }), twice: oneIn(3) },
  }),
  async run(session, choice) {
    const { world } = session;
    const batch = world.batches.pick(choice.batch);
    if (!batch) return 'idle';
    const { productId } = batch;
    const { quantity, more, ofLot } = choice;
    const locationId = choice.batch % 3 === 0 ? world.location(choice.location) : batch.locationId;
    const named = ofLot ? { lotId: batch.lot.id } : { batchId: batch.id };
    const others = more > 0 ? [{ productId, quantity: more }] : [];
    const input = { locationId, lines: [...others, { productId, quantity, ...named }] };
    const sale = await session.write<SaleAnswer>('record_sale', input, choice.twice);
    recordSale(session, sale, locationId, [...others, { productId, quantity }]);
  },
});

/** A sale that names a reservation; sometimes at another location, often of a part of what was reserved. */
export const sellReserved = operation({
  kind: 'sell reserved',
  weight: 6,
  // illegal_transition: another session has swept the reservation, which had expired.
  refusals: [
    ...['insufficient_stock', 'reservation_not_of_sale', 'location_not_active'],
    'illegal_transition',
  ],
  choices: fc.record({
    ...{
      which: anyIndex,
      location: anyIndex,
      elsewhere: oneIn(10),
      part: fc.integer({ min: 1, max: 4 }),
    },
    ...{ more: lines, twice: oneIn(3), alone: fc.boolean() },
  }),
  async run(session, choice) {
    const { world } = session;
    const reservation = pickDocument(world.reservations, choice.which);
    if (!reservation) return 'idle';
    const locationId = choice.elsewhere ? world.location(choice.location) : reservation.locationId;
    const { productId, quantity } = reservation.line;
    const reserved = { productId, quantity: Math.ceil(quantity / choice.part) };
    const more = choice.alone ? [] : choice.more;
    const input = {
      ...{ locationId, reservationIds: [reservation.id] },
      lines: [reserved, ...more.map((line) => soldLine(world, line))],
    };
    const sale = await session.write<SaleAnswer>('record_sale', input, choice.twice);
    const sold = [reserved, ...more.map((line) => lineOf(world, line))];
    const ofIt = sold.filter((line) => line.productId === productId);
    reservation.sold.push(ofIt.reduce((all, line) => all + line.quantity, 0));
    recordSale(session, sale, locationId, sold);
  },
});
