import fc from 'fast-check';
import { anyIndex, oneIn } from '../choices';
import { WrittenCount } from '../documents/stock';
import { pickDocument } from '../next-status';
import { operation } from '../operation';

export const startCount = operation({
  kind: 'count: start',
  weight: 2,
  refusals: [],
  choices: fc.record({ location: anyIndex, product: anyIndex, everything: oneIn(4) }),
  async run(session, { location, product, everything }) {
    const { world, acknowledged } = session;
    const locationId = world.location(location);
    const productIds = everything ? null : [world.product(product)];
    const { id } = await session.call<{ id: string }>('start_stock_count', {
      ...{ locationId, productIds },
    });
    const written = new WrittenCount(id, locationId);
    acknowledged.documents.set(id, written);
    world.counts.add(written);
  },
});

/** Up to three figures near the expected ones; sometimes also of a batch that is not expected there. */
export const recordCount = operation({
  kind: 'count: record',
  weight: 6,
  refusals: ['count_closed'],
  choices: fc.record({
    which: anyIndex,
    figures: fc.array(fc.record({ line: anyIndex, difference: fc.integer({ min: -2, max: 2 }) }), {
      ...{ minLength: 1, maxLength: 3 },
    }),
    ...{ unexpected: oneIn(5), batch: anyIndex },
  }),
  async run(session, { which, figures, unexpected, batch }) {
    const { world } = session;
    const count = pickDocument(world.counts, which);
    if (!count) return 'idle';
    const expected = await session.read<{ batch: string; quantity: number }>(
      `select batch_id as batch, expected_quantity as quantity from inventory.stock_count_lines
       where tenant_id = $1 and stock_count_id = $2 order by id`,
      [world.tenantId, count.id],
    );
    const counted = new Map<string, number>();
    for (const { line, difference } of figures) {
      const near = expected[line % expected.length];
      if (near) counted.set(near.batch, Math.max(near.quantity + difference, 0));
    }
    const found = unexpected && world.batches.pick(batch);
    if (found) counted.set(found.id, counted.get(found.id) ?? 1);
    if (counted.size === 0) return 'idle';
    await session.call('record_count', {
      stockCountId: count.id,
      lines: [...counted].map(([batchId, countedQuantity]) => ({ batchId, countedQuantity })),
    });
  },
});

/**
 * Posts a count; one that is outdated is rebased and posted again. A count cannot be rebased when that would make a figure
 * negative (count_negative): the batch must be counted again.
 */
export const postCount = operation({
  kind: 'count: post',
  weight: 4,
  refusals: [
    ...['illegal_transition', 'count_outdated', 'count_closed', 'count_negative'],
    ...['batch_voided', 'reserved_exceeds_stock'],
  ],
  choices: fc.record({ which: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, concurrent }) {
    const count = pickDocument(session.world.counts, which);
    if (!count) return 'idle';
    const input = { id: count.id, status: 'POSTED', reason: 'random' };
    const post = () =>
      session.changeStatus(count, 'POSTED', 'set_stock_count_status', input, concurrent);
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
  choices: fc.record({ which: anyIndex, concurrent: oneIn(3) }),
  async run(session, { which, concurrent }) {
    const count = pickDocument(session.world.counts, which);
    if (!count) return 'idle';
    const input = { id: count.id, status: 'CANCELLED' };
    await session.changeStatus(count, 'CANCELLED', 'set_stock_count_status', input, concurrent);
  },
});
