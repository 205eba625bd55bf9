import { setTimeout as sleep } from 'node:timers/promises';
import { SyncService } from '../../src/sync/service';
import { openReelSides, REELS, type ReelSide, type ReelSides } from './reel-side';
import { makeReelFile, reel } from './reels';

// What an import reads of the database for a row must not grow with what is there already: not with the tenant's own
// rows, not with another's, and not once statistics say how many there are.

const ROWS = 1_500;

describe('what an import reads for each row', () => {
  let stage: ReelSides;
  /** A file of reels from `start` on. */
  const fileOf = (code: string, start: number) => {
    const reels = Array.from({ length: ROWS }, (_, index) => reel(start + index));
    return makeReelFile(stage.folder, code, `from-${start}.db`, reels);
  };

  beforeAll(async () => {
    stage = await openReelSides();
  });
  afterAll(() => stage?.close());

  it('is the same for the first, for more of the same tenant, and for another', async () => {
    const old = await stage.open('old', fileOf('old', 0));
    fileOf('old', ROWS);
    const { id: more } = await old.write<{ id: string }>('create_sync_source', {
      ...{ ...REELS, name: 'more', path: `from-${ROWS}.db`, locationId: old.location },
    });
    const young = await stage.open('young', fileOf('young', 0));

    const first = await readsOfImport(old, old.sourceId);
    expect(first.get('products_pkey')).toBeGreaterThan(1); // else nothing is counted
    expect(grown(first, await readsOfImport(old, more))).toEqual([]);
    await stage.database.pools.super.query('analyze');
    expect(grown(first, await readsOfImport(young, young.sourceId))).toEqual([]);
  });

  /** How many entries of each index are read for one row, and rows of each table in sequence. */
  async function readsOfImport(side: ReelSide, sourceId: string): Promise<Map<string, number>> {
    const before = await reads();
    const service = new SyncService(stage.database.url, stage.folder);
    const identity = { tenantId: side.tenant, actor: 'tester', role: 'admin' } as const;
    const options = { direction: 'IMPORT', dryRun: false, trigger: 'MANUAL' } as const;
    const run = await service.run(identity, sourceId, options);
    expect(run?.counts).toMatchObject({ created: ROWS });
    await service.close(); // a session reports its statistics when it ends
    while (await isAtWork()) await sleep(10);
    const after = await reads();
    return new Map([...after].map(([name, count]) => [name, (count - before.get(name)!) / ROWS]));
  }

  async function reads(): Promise<Map<string, number>> {
    const { rows } = await stage.database.pools.super.query<{ name: string; count: number }>(
      `select indexrelname as name, idx_tup_read::int as count
       from pg_stat_user_indexes where schemaname = 'inventory'
       union all
       select relname || ' in sequence', seq_tup_read::int
       from pg_stat_user_tables where schemaname = 'inventory'`,
    );
    return new Map(rows.map(({ name, count }) => [name, count]));
  }

  async function isAtWork(): Promise<boolean> {
    const { rows } = await stage.database.pools.super.query(
      `select from pg_stat_activity
       where datname = current_database() and query like 'select inventory.import_external(%'`,
    );
    return rows.length > 0;
  }
});

/** Where a row costs more than one read more. */
function grown(first: Map<string, number>, later: Map<string, number>): unknown[] {
  return [...later]
    .map(([name, count]) => [name, first.get(name)!, count] as const)
    .filter(([, before, now]) => now > before + 1);
}
