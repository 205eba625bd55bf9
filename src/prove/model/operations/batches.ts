import fc from 'fast-check';
import { die, once } from '../choices';
import { operation } from '../operation';

const MANY = 3;

/** Quarantines, recalls or releases a batch; once several are held, mostly releases. */
export const hold = operation({
  kind: 'hold',
  weight: 5,
  refusals: ['illegal_transition'],
  choices: fc.record({ batch: die, to: fc.constantFrom('QUARANTINED', 'RECALLED', null) }),
  async run(session, choice) {
    const { world, done } = session;
    // Of all batches: one that was forgotten in quarantine would keep its stock from everybody.
    const held = [...done.batches.values()].filter((batch) => batch.hold !== null);
    const many = held.length >= MANY;
    const batch = many ? held[choice.batch % held.length] : world.batches.pick(choice.batch);
    if (!batch) return 'idle';
    const to = many ? null : choice.to;
    await session.call('hold_batch', { id: batch.id, hold: to, reason: 'random' });
    batch.hold = to;
    const change = `${batch.id} ${to}`;
    done.holds.set(change, (done.holds.get(change) ?? 0) + 1);
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

/** Takes out what is expired, at one place or everywhere; two sessions may find the same stock. */
export const writeOff = operation({
  kind: 'write off',
  weight: 2,
  refusals: ['reserved_exceeds_stock'],
  choices: fc.record({ location: die, everywhere: once(2) }),
  async run(session, { location, everywhere }) {
    const { world, done } = session;
    const locationId = everywhere ? null : world.location(location);
    const input = { locationId, dryRun: false };
    const { lines } = await session.call<WriteOff>('write_off_expired', input);
    for (const { batchId, locationId: place, quantity, movementId } of lines) {
      done.writtenOff.set(movementId, `${batchId} ${place} ${-quantity}`);
    }
  },
});
