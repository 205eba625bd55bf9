import { dirtyReels, everyDirt, makeDirtyFile } from './dirty-reels';
import { doubledIn } from './doubled';
import { untouched } from './expected';
import { differences } from './final-state';
import { Random } from './random';
import { openReelSides, type ReelSide, type ReelSides } from './reel-side';
import { Victim } from './victim';

// Two tenants with the same file. The runs of one die at ten points, by SIGKILL; those of the other are left in peace.
// In the end nothing but their logs tells the two apart.

const ROWS = Number(process.env['BINCARD_SYNC_ROWS'] ?? 2_500);
const SALES = Number(process.env['BINCARD_SYNC_SALES'] ?? 800);
const SEED = Number(process.env['BINCARD_TEST_SEED'] ?? Date.now() % 2 ** 31);

jest.setTimeout(300_000); // twenty processes come and go

describe(`killed at ten points (BINCARD_TEST_SEED=${SEED})`, () => {
  const random = new Random(SEED);
  const reels = dirtyReels(ROWS, everyDirt(ROWS), SEED);
  const sold = random.shuffled(untouched(reels)).slice(0, SALES);
  let stage: ReelSides;
  let calm: ReelSide;
  let killed: ReelSide;
  let victim: Victim;
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
    victim = new Victim(stage, killed, random);
  });
  afterAll(() => stage?.close());

  it('an import, five times', async () => {
    for (const nth of [0, 1, 2]) {
      await victim.killAt(await victim.start('import'), victim.imported, pointIn(nth, 6, ROWS));
    }
    // In the middle of a page, and the database with it.
    await victim.whileHeld(async () => {
      const run = await victim.start('import');
      await victim.untilWaiting('import_external');
      await victim.kill(run);
      await victim.endLeftBehind('import_external');
    });
    // In the middle of a page that comes in after all, when the next run has begun.
    const last = await victim.whileHeld(async () => {
      const run = await victim.start('import');
      await victim.untilWaiting('import_external');
      return victim.leaveBehind(run, 'import');
    });
    expect(await last.ended).toBe(1); // the file has dirty rows
    await calm.run('IMPORT');
    await expectNoDifference();
  });

  it('an export, five times', async () => {
    const sales = [await calm.sellAll(sold), await killed.sellAll(sold)];
    // Between the intention and the file.
    const waiting = await victim.exportAtTheFile();
    await victim.kill(waiting.run);
    await waiting.letGo();
    expect(await victim.written('Sold')).toBe(0);

    // Between the file and the outcome, and the database with it.
    const next = await victim.exportAtTheFile();
    await victim.whileHeld(async () => {
      await next.letGo();
      await victim.untilWaiting('settle_sync_export');
      await victim.kill(next.run);
      await victim.endLeftBehind('settle_sync_export');
    });
    const written = await victim.written('Sold');
    expect(written).toBeGreaterThan(0);
    expect(await victim.intended()).toBe(written);

    // The same, with an outcome that is kept after all, when the next run has begun; which dies on its way.
    const left = await victim.exportAtTheFile();
    const after = await victim.whileHeld(async () => {
      await left.letGo();
      await victim.untilWaiting('settle_sync_export');
      return victim.leaveBehind(left.run, 'export');
    });
    await victim.killAt(after, () => victim.written('Sold'), pointIn(2, 4, SALES));
    expect(await victim.finish('export')).toBe(0);
    await calm.run('EXPORT');
    await expectNoDifference();

    // On its way back, after refunds.
    const back = sold.slice(0, SALES / 2);
    await calm.refundAll(sales[0]!, back);
    await killed.refundAll(sales[1]!, back);
    const returning = await victim.start('export');
    await victim.killAt(returning, () => victim.written('In-stock'), pointIn(0, 2, back.length));
    expect(await victim.finish('export')).toBe(0);
    await calm.run('EXPORT');
    await expectNoDifference();
  });

  it('and nothing is doubled, nothing broken, and each killed run shows', async () => {
    for (const side of [calm, killed]) {
      expect(await side.run('IMPORT')).toMatchObject({ failure: null, counts: { created: 0 } });
      expect(await doubledIn(side)).toEqual([]);
      expect(await side.violations()).toEqual([]);
    }
    await expectNoDifference();
    const runs = await killed.rows<{ status: string; count: number }>(
      `select status, count(*)::int from inventory.api_sync_runs where tenant_id = $1 group by status order by status`,
    );
    expect(victim.kills).toBe(10);
    expect(runs).toEqual([
      { status: 'INTERRUPTED', count: 10 },
      { status: 'SUCCEEDED', count: 4 },
    ]);
    // No run took what another had left behind for somebody else's.
    expect(await wordsOf(killed)).toEqual(await wordsOf(calm));
  });
});

/** What the runs of a side ever told of rows, each once. */
async function wordsOf(side: ReelSide): Promise<unknown[]> {
  return side.rows(
    `select distinct code, external_key, row_number from inventory.sync_run_rows
     where tenant_id = $1 order by code, external_key, row_number`,
  );
}
