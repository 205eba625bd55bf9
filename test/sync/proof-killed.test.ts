import { dirtyReels, everyDirt, makeDirtyFile } from './dirty-reels';
import { findDuplicates } from './duplicates';
import { untouched } from './expected';
import { differences } from './final-state';
import { Random } from './random';
import { addReels } from './reels';
import { openSyncedTenants, type SyncedTenant, type SyncedTenants } from './synced-tenant';
import { KilledRuns } from './killed-runs';

// Two tenants with the same file. The runs of one are killed at ten points by SIGKILL, the runs of the other are not. At
// the end, the two tenants differ only in the records of their runs.

const ROWS = Number(process.env['TEST_SYNC_ROWS'] ?? 2_500);
const SALES = Number(process.env['TEST_SYNC_SALES'] ?? 800);
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

jest.setTimeout(300_000); // twenty processes are started and ended

describe(`sync runs that are killed (TEST_SEED=${SEED})`, () => {
  const random = new Random(SEED);
  const reels = dirtyReels(ROWS, everyDirt(ROWS), SEED);
  const sold = random.shuffled(untouched(reels)).slice(0, SALES);
  let tenants: SyncedTenants;
  let undisturbed: SyncedTenant;
  let killed: SyncedTenant;
  let runs: KilledRuns;
  const open = (code: string) => {
    const file = makeDirtyFile(tenants.folder, code, 'reels.db', reels);
    return tenants.open(code, file, { quantityColumn: 'pieces' });
  };
  /** A point in the `nth` of some equal parts of a whole. */
  const pointIn = (nth: number, parts: number, whole: number) =>
    Math.floor(((nth + random.below(1000) / 1000) / parts) * whole);
  const expectNoDifference = async () => {
    expect(await differences(killed, undisturbed)).toEqual([]);
  };

  beforeAll(async () => {
    tenants = await openSyncedTenants();
    undisturbed = await open('undisturbed');
    killed = await open('killed');
    runs = new KilledRuns(tenants, killed, random);
  });
  afterAll(() => tenants?.close());

  it('leave the same result as undisturbed runs: five imports', async () => {
    for (const nth of [0, 1, 2]) {
      await runs.killAt(await runs.start('import'), runs.imported, pointIn(nth, 6, ROWS));
    }
    // Killed in the middle of a page, together with its database session. New reels are added first, because statements
    // of the killed runs may have imported all others.
    await runs.untilIdle();
    for (const synced of [undisturbed, killed]) addReels(synced.file, ROWS, 50);
    await runs.whileMappingsLocked(async () => {
      const run = await runs.start('import');
      await runs.untilWaiting(run, 'import_external');
      await runs.kill(run);
      await runs.terminateStatements('import_external');
    });
    // Killed in the middle of a page whose statement commits after the next run has started.
    const last = await runs.whileMappingsLocked(async () => {
      const run = await runs.start('import');
      await runs.untilWaiting(run, 'import_external');
      return runs.killAndRestart(run, 'import');
    });
    expect(await last.ended).toBe(1); // the file has dirty rows
    await undisturbed.run('IMPORT');
    await expectNoDifference();
  });

  it('leave the same result as undisturbed runs: five exports', async () => {
    const sales = [await undisturbed.sellAll(sold), await killed.sellAll(sold)];
    // Killed after storing the planned writes, before writing the file.
    const waiting = await runs.exportAtFileLock();
    await runs.kill(waiting.run);
    await waiting.unlock();
    expect(await runs.written('Sold')).toBe(0);

    // Killed after writing the file, before storing the outcome, together with its database session.
    const next = await runs.exportAtFileLock();
    await runs.whileMappingsLocked(async () => {
      await next.unlock();
      await runs.untilWaiting(next.run, 'settle_sync_export');
      await runs.kill(next.run);
      await runs.terminateStatements('settle_sync_export');
    });
    const written = await runs.written('Sold');
    expect(written).toBeGreaterThan(0);
    expect(await runs.planned()).toBe(written);

    // The same, but the outcome commits after the next run has started; the next run is killed too.
    const left = await runs.exportAtFileLock();
    const after = await runs.whileMappingsLocked(async () => {
      await left.unlock();
      await runs.untilWaiting(left.run, 'settle_sync_export');
      return runs.killAndRestart(left.run, 'export');
    });
    await runs.killAt(after, () => runs.written('Sold'), pointIn(2, 4, SALES));
    expect(await runs.finish('export')).toBe(0);
    await undisturbed.run('EXPORT');
    await expectNoDifference();

    // Killed while reverting refunded rows.
    const back = sold.slice(0, SALES / 2);
    await undisturbed.refundAll(sales[0]!, back);
    await killed.refundAll(sales[1]!, back);
    const returning = await runs.start('export');
    await runs.killAt(returning, () => runs.written('In-stock'), pointIn(0, 2, back.length));
    expect(await runs.finish('export')).toBe(0);
    await undisturbed.run('EXPORT');
    await expectNoDifference();
  });

  it('duplicate nothing, violate no rule, and are recorded as interrupted', async () => {
    for (const synced of [undisturbed, killed]) {
      expect(await synced.run('IMPORT')).toMatchObject({ failure: null, counts: { created: 0 } });
      expect(await findDuplicates(synced)).toEqual([]);
      expect(await synced.violations()).toEqual([]);
    }
    await expectNoDifference();
    const ended = await killed.rows<{ status: string; count: number }>(
      `select status, count(*)::int from inventory.api_sync_runs where "tenantId" = $1 group by status order by status`,
    );
    expect(runs.kills).toBe(10);
    expect(ended).toEqual([
      { status: 'INTERRUPTED', count: 10 },
      { status: 'SUCCEEDED', count: 4 },
    ]);
    // No run treated the writes of a killed run as another program's.
    expect(await reportedBy(killed)).toEqual(await reportedBy(undisturbed));
  });
});

/** All row problems that the runs of a tenant reported, each once. */
async function reportedBy(synced: SyncedTenant): Promise<unknown[]> {
  return synced.rows(
    `select distinct code, external_key, row_number from inventory.sync_run_rows
     where tenant_id = $1 order by code, external_key, row_number`,
  );
}
