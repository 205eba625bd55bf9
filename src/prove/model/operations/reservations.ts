import fc from 'fast-check';
import { anyAmount, die, once } from '../choices';
import { WrittenReservation } from '../documents';
import { pickDocument } from '../next-step';
import { operation } from '../operation';

/** Mostly for a second or two, so that many die before anybody sells or releases them. */
export const reserve = operation({
  kind: 'reserve',
  weight: 7,
  refusals: ['insufficient_stock'],
  choices: fc.record({
    ...{ product: die, location: die, amount: anyAmount, twice: once(3) },
    expiresInSeconds: fc.constantFrom(1, 2, 5, 60),
  }),
  async run(session, { product, location, amount, twice, expiresInSeconds }) {
    const { world, done } = session;
    const { quantity, unit, base } = amount;
    const productId = world.product(product);
    const locationId = world.location(location);
    const input = { productId, locationId, quantity, unit, expiresInSeconds };
    const { id } = await session.write('reserve_stock', input, twice);
    const written = new WrittenReservation(id, locationId, { productId, quantity: base });
    done.documents.set(id, written);
    world.reservations.add(written);
  },
});

export const release = operation({
  kind: 'release',
  weight: 4,
  refusals: ['illegal_transition'],
  choices: fc.record({ which: die, rival: once(3) }),
  async run(session, { which, rival }) {
    const reservation = pickDocument(session.world.reservations, which);
    if (!reservation) return 'idle';
    const input = { id: reservation.id };
    await session.take(reservation, 'RELEASED', 'release_reservation', input, rival);
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
