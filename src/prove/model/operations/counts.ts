import fc from 'fast-check';
import { die, once } from '../choices';
import { WrittenCount } from '../documents';
import { pickDocument } from '../next-step';
import { operation } from '../operation';

export const startCount = operation({
  kind: 'count: start',
  weight: 2,
  refusals: [],
  choices: fc.record({ location: die, product: die, everything: once(4) }),
  async run(session, { location, product, everything }) {
    const { world, done } = session;
    const locationId = world.location(location);
    const productIds = everything ? null : [world.product(product)];
    const { id } = await session.call<{ id: string }>('start_stock_count', {
      ...{ locationId, productIds },
    });
    const written = new WrittenCount(id, locationId);
    done.documents.set(id, written);
    world.counts.add(written);
  },
});

/** Up to three figures near what is expected, now and then of a batch that is not expected there. */
export const recordCount = operation({
  kind: 'count: record',
  weight: 6,
  refusals: ['count_closed'],
  choices: fc.record({
    which: die,
    figures: fc.array(fc.record({ line: die, off: fc.integer({ min: -2, max: 2 }) }), {
      ...{ minLength: 1, maxLength: 3 },
    }),
    ...{ stray: once(5), batch: die },
  }),
  async run(session, { which, figures, stray, batch }) {
    const { world } = session;
    const count = pickDocument(world.counts, which);
    if (!count) return 'idle';
    const expected = await session.read<{ batch: string; quantity: number }>(
      `select batch_id as batch, expected_quantity as quantity from inventory.stock_count_lines
       where tenant_id = $1 and stock_count_id = $2 order by id`,
      [world.tenantId, count.id],
    );
    const counted = new Map<string, number>();
    for (const { line, off } of figures) {
      const seen = expected[line % expected.length];
      if (seen) counted.set(seen.batch, Math.max(seen.quantity + off, 0));
    }
    const found = stray && world.batches.pick(batch);
    if (found) counted.set(found.id, counted.get(found.id) ?? 1);
    if (counted.size === 0) return 'idle';
    await session.call('record_count', {
      stockCountId: count.id,
      lines: [...counted].map(([batchId, countedQuantity]) => ({ batchId, countedQuantity })),
    });
  },
});

/**
 * Posts a count; one that is outdated is rebased and posted again. A figure that would move along below
 * zero cannot be rebased (count_negative): somebody has to count that batch again.
 */
export const postCount = operation({
  kind: 'count: post',
  weight: 4,
  refusals: [
    ...['illegal_transition', 'count_outdated', 'count_closed', 'count_negative'],
    ...['batch_voided', 'reserved_exceeds_stock'],
  ],
  choices: fc.record({ which: die, rival: once(3) }),
  async run(session, { which, rival }) {
    const count = pickDocument(session.world.counts, which);
    if (!count) return 'idle';
    const input = { id: count.id, status: 'POSTED', reason: 'random' };
    const post = () => session.take(count, 'POSTED', 'set_stock_count_status', input, rival);
    for (let attempt = 1; attempt < 3; attempt++) {
      try {
        return await post();
      } catch {
        await session.call('rebase_stock_count', { id: count.id });
      }
    }
    return post();
  },
});

export const cancelCount = operation({
  kind: 'count: cancel',
  weight: 1,
  refusals: ['illegal_transition'],
  choices: fc.record({ which: die, rival: once(3) }),
  async run(session, { which, rival }) {
    const count = pickDocument(session.world.counts, which);
    if (!count) return 'idle';
    const input = { id: count.id, status: 'CANCELLED' };
    await session.take(count, 'CANCELLED', 'set_stock_count_status', input, rival);
  },
});
