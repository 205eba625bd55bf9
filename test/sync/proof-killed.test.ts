import { dirtyReels, everyDirt, makeDirtyFile } from './dirty-reels';
import { doubledIn } from './doubled';
import { untouched } from './expected';
import { differences } from './final-state';
import { Random } from './random';
import { addReels } from './reels';
import { openReelSides, type ReelSide, type ReelSides } from './reel-side';
import { KilledRuns } from './killed-runs';

// Two tenants with the same file. The runs of one are killed at ten points by SIGKILL; those of the other are not. In the
// end the two tenants differ in nothing but their logs.

const ROWS = Number(process.env['TEST_SYNC_ROWS'] ?? 2_500);
const SALES = Number(process.env['TEST_SYNC_SALES'] ?? 800);
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

jest.setTimeout(300_000); // twenty processes are started and ended

describe(`killed at ten points (TEST_SEED=${SEED})`, () => {
  const random = new Random(SEED);
  const reels = dirtyReels(ROWS, everyDirt(ROWS), SEED);
  const sold = random.shuffled(untouched(reels)).slice(0, SALES);
  let stage: ReelSides;
  let calm: ReelSide;
  let killed: ReelSide;
  let runs: KilledRuns;
  const open = (code: string) => {
    const file = makeDirtyFile(stage.folder, code, 'reels.db', reels);
    return stage.open(code, file, { quantityColumn: 'pieces' });
  };
  /** A point in the `nth` of some equal parts of a whole. */
  const pointIn = (nth: number, parts: number, whole: number) =>
    Math.floor(((nth + random.below(1000) / 1000) / parts) * whole);
  const expectNoDifference = async () => {
    expect(await differences(killed, calm)).toEqual([]);
  };

  beforeAll(async () => {
    stage = await openReelSides();
    calm = await open('calm');
    killed = await open('killed');
    runs = new KilledRuns(stage, killed, random);
  });
  afterAll(() => stage?.close());

  it('an import, five times', async () => {
    for (const nth of [0, 1, 2]) {
      await runs.killAt(await runs.start('import'), runs.imported, pointIn(nth, 6, ROWS));
    }
    // In the middle of a page, together with its database session. Reels are added first: the statements of the killed
    // runs may have imported all the others by now.
    await runs.untilQuiet();
    for (const side of [calm, killed]) addReels(side.file, ROWS, 50);
    await runs.whileHeld(async () => {
      const run = await runs.start('import');
      await runs.untilWaiting(run, 'import_external');
      await runs.kill(run);
      await runs.endLeftBehind('import_external');
    });
    // In the middle of a page that is committed after all, when the next run has started.
    const last = await runs.whileHeld(async () => {
      const run = await runs.start('import');
      await runs.untilWaiting(run, 'import_external');
      return runs.leaveBehind(run, 'import');
    });
    expect(await last.ended).toBe(1); // the file has dirty rows
    await calm.run('IMPORT');
    await expectNoDifference();
  });

  it('an export, five times', async () => {
    const sales = [await calm.sellAll(sold), await killed.sellAll(sold)];
    // Between the recorded plan and the file.
    const waiting = await runs.exportAtTheFile();
    await runs.kill(waiting.run);
    await waiting.letGo();
    expect(await runs.written('Sold')).toBe(0);

    // Between the file and the outcome, together with its database session.
    const next = await runs.exportAtTheFile();
    await runs.whileHeld(async () => {
      await next.letGo();
      await runs.untilWaiting(next.run, 'settle_sync_export');
      await runs.kill(next.run);
      await runs.endLeftBehind('settle_sync_export');
    });
    const written = await runs.written('Sold');
    expect(written).toBeGreaterThan(0);
    expect(await runs.planned()).toBe(written);

    // The same, with an outcome that is committed after all, when the next run has started; that one is killed, too.
    const left = await runs.exportAtTheFile();
    const after = await runs.whileHeld(async () => {
      await left.letGo();
      await runs.untilWaiting(left.run, 'settle_sync_export');
      return runs.leaveBehind(left.run, 'export');
    });
    await runs.killAt(after, () => runs.written('Sold'), pointIn(2, 4, SALES));
    expect(await runs.finish('export')).toBe(0);
    await calm.run('EXPORT');
    await expectNoDifference();

    // While it reverts refunded rows.
    const back = sold.slice(0, SALES / 2);
    await calm.refundAll(sales[0]!, back);
    await killed.refundAll(sales[1]!, back);
    const returning = await runs.start('export');
    await runs.killAt(returning, () => runs.written('In-stock'), pointIn(0, 2, back.length));
    expect(await runs.finish('export')).toBe(0);
    await calm.run('EXPORT');
    await expectNoDifference();
  });

  it('and nothing is duplicated, no rule is violated, and each killed run is recorded', async () => {
    for (const side of [calm, killed]) {
      expect(await side.run('IMPORT')).toMatchObject({ failure: null, counts: { created: 0 } });
      expect(await doubledIn(side)).toEqual([]);
      expect(await side.violations()).toEqual([]);
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
    // No run took the writes of a killed one for another program's.
    expect(await reportedBy(killed)).toEqual(await reportedBy(calm));
  });
});

/** All row problems that the runs of a side ever reported, each once. */
async function reportedBy(side: ReelSide): Promise<unknown[]> {
  return side.rows(
    `select distinct code, external_key, row_number from inventory.sync_run_rows
     where tenant_id = $1 order by code, external_key, row_number`,
  );
}
