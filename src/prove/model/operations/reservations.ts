import fc from 'fast-check';
import { anyAmount, anyIndex, oneIn, quantityInput } from '../choices';
import { WrittenReservation } from '../documents/sales';
import { pickDocument } from '../next-status';
import { operation } from '../operation';

/** Mostly for a second or two, so that many expire before they are sold or released. */
export const reserve = operation({
  kind: 'reserve',
  weight: 7,
  refusals: ['insufficient_stock', 'location_not_active'],
  choices: fc.record({
    ...{ product: anyIndex, location: anyIndex, amount: anyAmount, twice: oneIn(3) },
    expiresInSeconds: fc.constantFrom(1, 2, 5, 60),
  }),
  async run(session, { product, location, amount, twice, expiresInSeconds }) {
    const { world, acknowledged } = session;
    const productId = world.product(product);
    const locationId = world.location(location);
    const input = { productId, locationId, ...quantityInput(amount), expiresInSeconds };
    const { id } = await session.write('reserve_stock', input, twice);
    const written = new WrittenReservation(id, locationId, { productId, quantity: amount.base });
    acknowledged.documents.set(id, written);
    world.reservations.add(written);
  },
});

export const release = operation({
  kind: 'release',
  weight: 4,
  refusals: ['illegal_transition'],
  choices: fc.record({ which: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, concurrent }) {
    const reservation = pickDocument(session.world.reservations, which);
    if (!reservation) return 'idle';
    const input = { id: reservation.id };
    await session.changeStatus(reservation, 'RELEASED', 'release_reservation', input, concurrent);
  },
});

/** Of one that has ended, or to an earlier end, it is refused. */
export const extend = operation({
  kind: 'extend',
  weight: 7,
  refusals: ['illegal_transition', 'reservation_time_invalid', 'location_not_active'],
  choices: fc.record({ which: anyIndex, expiresInSeconds: fc.constantFrom(1, 3, 60) }),
  async run(session, { which, expiresInSeconds }) {
    const reservation = pickDocument(session.world.reservations, which);
    if (!reservation) return 'idle';
    await session.call('extend_reservation', { id: reservation.id, expiresInSeconds });
  },
});

export const sweep = operation({
  kind: 'sweep',
  weight: 1,
  refusals: [],
  choices: fc.record({ limit: fc.integer({ min: 1, max: 20 }) }),
  async run(session, { limit }) {
    await session.call('sweep_reservations', { limit });
  },
});
