import { setTimeout as sleep } from 'node:timers/promises';
import { SyncService } from '../../src/sync/service';
import { openSyncedTenants, REELS, type SyncedTenant, type SyncedTenants } from './synced-tenant';
import { makeReelFile, reel } from './reels';

// The number of index entries that an import reads per row must not grow with the number of rows in the database: neither
// the tenant's own, nor another tenant's, nor after `analyze` has recorded how many there are.

const ROWS = 1_500;

describe('the reads of an import per row', () => {
  let tenants: SyncedTenants;
  /** A file of reels from `start` on. */
  const fileOf = (code: string, start: number) => {
    const reels = Array.from({ length: ROWS }, (_, index) => reel(start + index));
    return makeReelFile(tenants.folder, code, `from-${start}.db`, reels);
  };

  beforeAll(async () => {
    tenants = await openSyncedTenants();
  });
  afterAll(() => tenants?.close());

  it('are as many for the first file, a second file of the tenant, and a file of another tenant', async () => {
    const full = await tenants.open('full', fileOf('full', 0));
    fileOf('full', ROWS);
    const { id: more } = await full.write<{ id: string }>('create_sync_source', {
      ...{ ...REELS, name: 'more', path: `from-${ROWS}.db`, locationId: full.location },
    });
    const empty = await tenants.open('empty', fileOf('empty', 0));

    const first = await readsOfImport(full, full.sourceId);
    expect(first.get('products by index')).toBeGreaterThan(1); // otherwise nothing is counted
    expect(additionalReads(first, await readsOfImport(full, more))).toEqual([]);
    await tenants.database.pools.super.query('analyze');
    expect(additionalReads(first, await readsOfImport(empty, empty.sourceId))).toEqual([]);
  });

  /**
   * By table, the index entries that are read per row, and the rows read by sequential scans. Not by index: two of them find
   * a receipt by one entry each, and which one is asked may change.
   */
  async function readsOfImport(
    synced: SyncedTenant,
    sourceId: string,
  ): Promise<Map<string, number>> {
    const before = await reads();
    const service = new SyncService(tenants.database.url, tenants.folder);
    const identity = { tenantId: synced.tenant, actor: 'tester', role: 'admin' } as const;
    const options = { direction: 'IMPORT', dryRun: false, trigger: 'MANUAL' } as const;
    const run = await service.run(identity, sourceId, options);
    expect(run?.counts).toMatchObject({ created: ROWS });
    await service.close(); // a session reports its statistics when it ends
    while (await isImporting()) await sleep(10);
    const after = await reads();
    return new Map([...after].map(([name, count]) => [name, (count - before.get(name)!) / ROWS]));
  }

  async function reads(): Promise<Map<string, number>> {
    const { rows } = await tenants.database.pools.super.query<{ name: string; count: number }>(
      `select relname || ' by index' as name, sum(idx_tup_read)::int as count
       from pg_stat_user_indexes where schemaname = 'inventory' group by relname
       union all
       select relname || ' in sequence', seq_tup_read::int
       from pg_stat_user_tables where schemaname = 'inventory'`,
    );
    return new Map(rows.map(({ name, count }) => [name, count]));
  }

  async function isImporting(): Promise<boolean> {
    const { rows } = await tenants.database.pools.super.query(
      `select from pg_stat_activity
       where datname = current_database() and query like '%inventory.import_external(%' and pid <> pg_backend_pid()`,
    );
    return rows.length > 0;
  }
});

/** The tables of which a row needs more than one additional read. */
function additionalReads(first: Map<string, number>, later: Map<string, number>): unknown[] {
  return [...later]
    .map(([name, count]) => [name, first.get(name)!, count] as const)
    .filter(([, before, now]) => now > before + 1);
}
