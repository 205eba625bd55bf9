import fc from 'fast-check';
import { anyIndex, oneIn } from '../choices';
import { WrittenCount } from '../documents/stock';
import { pickDocument } from '../next-status';
import { operation } from '../operation';

export const startCount = operation({
  kind: 'count: start',
  weight: 2,
  refusals: [],
  choices: fc.record({
    location: anyIndex,
    product: anyIndex,
    everything: oneIn(4),
    blind: oneIn(2),
  }),
  async run(session, { location, product, everything, blind }) {
    const { world, acknowledged } = session;
    const locationId = world.location(location);
    const productIds = everything ? null : [world.product(product)];
    const { id } = await session.call<{ id: string }>('start_stock_count', {
      ...{ locationId, productIds, blind },
    });
    const written = new WrittenCount(id, locationId);
    acknowledged.documents.set(id, written);
    world.counts.add(written);
  },
});

interface CountLine {
  readonly batch: string;
  readonly quantity: number;
  readonly sequence: number;
  readonly version: number;
}

interface Counted {
  readonly batchId: string;
  readonly countedQuantity: number;
  readonly expectedVersion?: number;
}

/** One figure: counted now or some movements ago, instead of what others counted or added to it. */
const figure = fc.record({
  ...{ line: anyIndex, difference: fc.integer({ min: -2, max: 2 }), movementsAgo: fc.nat(3) },
  mode: fc.constantFrom('SET', 'ADD'),
  ...{ offline: oneIn(3), ahead: oneIn(20), versioned: oneIn(2), stale: oneIn(6) },
});

/** Up to three figures near the expected ones; sometimes also of a batch that is not expected there. */
export const recordCount = operation({
  kind: 'count: record',
  weight: 6,
  refusals: [
    ...['count_closed', 'count_negative', 'sequence_not_reached', 'stale_version'],
    ...['movement_archived', 'count_repeated'],
  ],
  choices: fc.record({
    which: anyIndex,
    figures: fc.array(figure, { minLength: 1, maxLength: 3 }),
    ...{ unexpected: oneIn(5), batch: anyIndex },
  }),
  async run(session, { which, figures, unexpected, batch }) {
    const { world, acknowledged } = session;
    const count = pickDocument(world.counts, which);
    if (!count) return 'idle';
    const expected = await session.read<CountLine>(
      `select batch_id as batch, expected_quantity as quantity, seen_sequence as sequence, version
       from inventory.stock_count_lines where tenant_id = $1 and stock_count_id = $2 order by id`,
      [world.tenantId, count.id],
    );
    const counted = new Map<string, Counted>();
    for (const { line, difference, mode, movementsAgo, offline, ahead, ...over } of figures) {
      const near: CountLine | undefined = expected[line % expected.length];
      if (!near) continue;
      const quantity = mode === 'ADD' ? difference + 2 : Number(near.quantity) + difference;
      const sequence = Math.max(Number(near.sequence) - movementsAgo, 0) + (ahead ? 1e6 : 0);
      counted.set(near.batch, {
        ...{ batchId: near.batch, countedQuantity: Math.max(quantity, 0), mode },
        ...(offline || ahead ? { expectedSequence: sequence } : {}),
        ...(over.versioned ? { expectedVersion: Number(near.version) + (over.stale ? 1 : 0) } : {}),
      });
    }
    const found = unexpected && world.batches.pick(batch);
    if (found && !counted.has(found.id)) {
      counted.set(found.id, { batchId: found.id, countedQuantity: 1 });
    }
    if (counted.size === 0) return 'idle';
    await session.call('record_count', { stockCountId: count.id, lines: [...counted.values()] });
    for (const [batchId, { expectedVersion }] of counted) {
      if (expectedVersion === undefined) continue;
      const over = `${count.id} ${batchId} ${expectedVersion}`;
      if (acknowledged.counted.has(over)) throw new Error(`Recorded twice over version ${over}`);
      acknowledged.counted.add(over);
    }
  },
});

/**
 * What was recorded of a blind count is submitted: batches on which two sessions or the books agree are settled, and a count
 * that is settled within the tolerance posts itself.
 */
export const submitCount = operation({
  kind: 'count: submit',
  weight: 5,
  refusals: ['count_closed', 'count_repeated', 'count_negative', 'movement_archived'],
  choices: fc.record({ which: anyIndex }),
  async run(session, { which }) {
    const { tenantId, counts } = session.world;
    const count = pickDocument(counts, which);
    if (!count) return 'idle';
    await session.call('submit_stock_count', { id: count.id });
    const posted = await session.read(
      'select from inventory.stock_counts where tenant_id = $1 and id = $2 and automatic',
      [tenantId, count.id],
    );
    // By this session or by another one that submitted just now.
    if (posted.length > 0 && !count.changes.includes('POSTED')) count.changes.push('POSTED');
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
    ...['batch_voided', 'reserved_exceeds_stock', 'movement_archived'],
    ...['count_unsettled', 'self_approval'],
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
