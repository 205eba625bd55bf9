import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentFunction } from '../../src/database/documents';
import { openSyncedTenants, type SyncedTenant, type SyncedTenants } from './synced-tenant';
import { makeReelFile, reel } from './reels';

// A run that has lost its lock without noticing may still be writing when another run starts.

const WRITES: [DocumentFunction, object][] = [
  ['import_external', { new: [], changed: [] }],
  ['plan_sync_export', { after: '', limit: 10, date: '2026-01-01', dryRun: false }],
  ['settle_sync_export', { rows: [] }],
];

const REELS = 2_000;
const LATER_RUN = `insert into inventory.sync_runs (tenant_id, id, source_id, direction, dry_run, trigger, started_at, actor)
  select $1, inventory.uuid_v7(now() + $3), $2, 'EXPORT', false, 'MANUAL', now(), 'tester'`;

describe('a run that another run has superseded', () => {
  let tenants: SyncedTenants;
  let synced: SyncedTenant;
  const begin = async () => {
    const { id } = await synced.write<{ id: string }>('begin_sync_run', {
      ...{ sourceId: synced.sourceId, direction: 'IMPORT', dryRun: false, trigger: 'MANUAL' },
    });
    return id;
  };

  beforeAll(async () => {
    tenants = await openSyncedTenants();
    const reels = Array.from({ length: REELS }, (_, index) => reel(index));
    synced = await tenants.open('mill', makeReelFile(tenants.folder, 'mill', 'reels.db', reels));
  });
  afterAll(() => tenants?.close());

  it.each(WRITES)('writes nothing more by %s', async (name, input) => {
    const { sourceId } = synced;
    const older = await begin();
    await synced.write(name, { ...input, sourceId, runId: older });
    const newer = await begin();
    await expect(synced.write(name, { ...input, sourceId, runId: older })).rejects.toMatchObject({
      ...{ code: '55000', message: 'Another run of this sync source has started' },
    });
    await synced.write(name, { ...input, sourceId, runId: newer });
  });

  it('ends as interrupted', async () => {
    const { super: admin } = tenants.database.pools;
    const client = await admin.connect();
    await client.query('begin; lock table inventory.products in exclusive mode');
    const running = synced.run('IMPORT');
    const waiting = `select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%import_external(%'`;
    while ((await admin.query(waiting)).rows.length === 0) await sleep(10);
    // By raw SQL: begin_sync_run would wait. The file has more pages than are being written.
    await synced.rows(LATER_RUN, [synced.sourceId, '0 seconds']);
    await client.query('rollback');
    client.release();
    const { failure, counts } = await running;
    expect(failure).toMatchObject({ failure: 'SYNC_INTERRUPTED' });
    expect(counts.created).toBeLessThan(REELS);
  });

  it('never precedes a later run, even if the clock is behind', async () => {
    await synced.rows(LATER_RUN, [synced.sourceId, '1 day']);
    expect(await synced.run('IMPORT')).toMatchObject({ failure: null, counts: { seen: REELS } });
    expect(await synced.run('IMPORT')).toMatchObject({ failure: null, counts: { skipped: REELS } });
  });
});
