import fc from 'fast-check';
import { anyIndex, oneIn } from '../choices';
import { operation } from '../operation';

const MAX_HELD = 3;

/** Quarantines, recalls or releases a batch. While `MAX_HELD` are held, only releases, to keep stock available. */
export const hold = operation({
  kind: 'hold',
  weight: 5,
  refusals: ['illegal_transition'],
  choices: fc.record({ batch: anyIndex, to: fc.constantFrom('QUARANTINED', 'RECALLED', null) }),
  async run(session, choice) {
    const { world, acknowledged } = session;
    // Among all batches, because a batch that is no longer a recent one would stay held.
    const held = [...acknowledged.batches.values()].filter((batch) => batch.hold !== null);
    const mustRelease = held.length >= MAX_HELD;
    const batch = mustRelease ? held[choice.batch % held.length] : world.batches.pick(choice.batch);
    if (!batch) return 'idle';
    const to = mustRelease ? null : choice.to;
    await session.call('hold_batch', { id: batch.id, hold: to, reason: 'random' });
    batch.hold = to;
    const change = `${batch.id} ${to}`;
    acknowledged.holds.set(change, (acknowledged.holds.get(change) ?? 0) + 1);
  },
});

/** Quarantines, recalls or releases a lot; as `hold`. */
export const holdLot = operation({
  kind: 'hold lot',
  weight: 4,
  refusals: ['illegal_transition'],
  choices: fc.record({ lot: anyIndex, to: fc.constantFrom('QUARANTINED', 'RECALLED', null) }),
  async run(session, choice) {
    const { world, acknowledged } = session;
    const held = [...acknowledged.lots.values()].filter((lot) => lot.hold !== null);
    const mustRelease = held.length >= MAX_HELD;
    const lot = mustRelease ? held[choice.lot % held.length] : world.lots.pick(choice.lot);
    if (!lot) return 'idle';
    const to = mustRelease ? null : choice.to;
    await session.call('hold_lot', { id: lot.id, hold: to, reason: 'random' });
    lot.hold = to;
    const change = `${lot.id} ${to}`;
    acknowledged.holds.set(change, (acknowledged.holds.get(change) ?? 0) + 1);
  },
});

/** Corrects the expiry date of a lot, now and then to one that has passed. */
export const correctExpiry = operation({
  kind: 'correct expiry',
  weight: 3,
  refusals: [],
  choices: fc.record({
    lot: anyIndex,
    date: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.integer({ min: 2100, max: 2104 }).map((year) => `${year}-01-01`),
      },
      { weight: 1, arbitrary: fc.constant('2020-01-01') },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  }),
  async run(session, { lot: which, date }) {
    const lot = session.world.lots.pick(which);
    if (!lot) return 'idle';
    const reason = session.key();
    await session.call('correct_lot_expiry', { lotId: lot.id, expiryDate: date, reason });
    session.acknowledged.corrections.set(reason, [lot.id, date].filter(Boolean).join(' '));
  },
});

interface WriteOff {
  readonly lines: readonly {
    readonly batchId: string;
    readonly locationId: string;
    readonly quantity: number;
    readonly movementId: string;
  }[];
}

/** Writes off expired stock at one location or at all. Two sessions may find the same stock. */
export const writeOff = operation({
  kind: 'write off',
  weight: 2,
  refusals: ['reserved_exceeds_stock'],
  choices: fc.record({ location: anyIndex, everywhere: oneIn(2) }),
  async run(session, { location, everywhere }) {
    const { world, acknowledged } = session;
    const locationId = everywhere ? null : world.location(location);
    const input = { locationId, dryRun: false };
    const { lines } = await session.call<WriteOff>('write_off_expired', input);
    for (const line of lines) {
      const { batchId, quantity, movementId } = line;
      acknowledged.writtenOff.set(movementId, `${batchId} ${line.locationId} ${-quantity}`);
    }
  },
});
