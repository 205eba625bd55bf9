import { bothSides } from './both-sides';
import { dirtyReels, everyDirt, makeDirtyFile } from './dirty-reels';
import { findDuplicates } from './duplicates';
import { makeEachConflict } from './each-conflict';
import {
  brokenOf,
  countsOf,
  errorsOf,
  hasKey,
  isWronglyAgreed,
  keptConflicts,
  untouched,
  expectationsOf,
} from './expected';
import { footprintOf, type Footprint } from './footprint';
import { syncOnce, reportedBy } from './reported';
import { editByOwner } from './file-owner';
import { Random } from './random';
import { openSyncedTenants, type SyncedTenant, type SyncedTenants } from './synced-tenant';
import { inReels } from './reels';
import { sellWhile } from './selling';

// A dirty file of reels is synced while the program that owns it keeps editing it and reels are sold here. At the end
// each key is compared: the ledger, the file, and what the runs reported.

// The long form: TEST_SYNC_ROWS=50000 TEST_SYNC_SALES=500.
const ROWS = Number(process.env['TEST_SYNC_ROWS'] ?? 3_000);
const SALES = Number(process.env['TEST_SYNC_SALES'] ?? 200);
const SEED = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);

jest.setTimeout(900_000);

describe.each(['delete', 'wal'])(
  `${ROWS} reels and the program that owns them, journal_mode=%s (TEST_SEED=${SEED})`,
  (journal) => {
    let tenants: SyncedTenants;
    let synced: SyncedTenant;
    const reels = dirtyReels(ROWS, everyDirt(ROWS), SEED);
    const footprint = (due = true): Promise<Footprint> =>
      footprintOf(tenants.database, synced, { due });

    beforeAll(async () => {
      tenants = await openSyncedTenants();
      const file = makeDirtyFile(tenants.folder, 'mill', 'reels.db', reels);
      inReels(file, `pragma journal_mode = ${journal}`);
      synced = await tenants.open('mill', file, { quantityColumn: 'pieces' });
    });
    afterAll(() => tenants?.close());

    it('writes nothing on either synced in a dry run, and reports what would be imported', async () => {
      const before = await footprint();
      const runs = [
        await synced.run('IMPORT', { dryRun: true }),
        await synced.run('EXPORT', { dryRun: true }),
      ];
      expect(runs[0]).toMatchObject({ failure: null, counts: countsOf(reels) });
      expect(await footprint()).toEqual(before);
    });

    it('imports every row that can be imported, and reports why each other row cannot', async () => {
      const run = await synced.run('IMPORT');
      expect(run).toMatchObject({ failure: null, counts: countsOf(reels) });
      expect((await reportedBy(synced, [run])).errors).toEqual(errorsOf(reels));
      const here = await synced.rows<{ key: string; quantity: number }>(
        `select external_key as key, b.intake_quantity as quantity
         from inventory.product_mappings m join inventory.batches b on b.id = m.batch_id
         where m.tenant_id = $1`,
      );
      const expected = reels.filter(({ expected: { outcome } }) => outcome === 'CREATED');
      expect(new Map(here.map(({ key, quantity }) => [key, quantity]))).toEqual(
        new Map(expected.map((reel) => [reel.reel_number, reel.expected.quantity])),
      );
    });

    it('writes nothing when nothing changed', async () => {
      const before = await footprint(false);
      const run = await synced.run('IMPORT');
      const { created, skipped, errors } = countsOf(reels);
      expect(run.counts).toMatchObject({ created: 0, updated: 0, conflicts: 0, errors });
      expect(run.counts.skipped).toBe(created + skipped);
      expect(await footprint(false)).toEqual(before);
    });

    it('loses and duplicates nothing while both sides work, and reports every conflict', async () => {
      const random = new Random(SEED);
      const clean = random.shuffled(untouched(reels));
      const sold = clean.slice(0, SALES);
      // Half of the keys that are sold here, and as many others.
      const keys = clean.slice(SALES / 2, (SALES * 3) / 2);
      const editing = editByOwner(synced.file, { keys, actions: 2 * SALES, seed: SEED });
      const sales = await sellWhile(synced, sold, editing, random);
      for (const sale of sales.slice(0, SALES / 10)) await synced.refund(sale);
      const forced = await makeEachConflict(synced, clean.slice(2 * SALES));

      await syncOnce(synced); // rows that changed since they were read are reported by the next run
      const last = await syncOnce(synced);
      const standings = await bothSides(synced);
      const expectations = expectationsOf(standings, brokenOf(reels));
      expect(last.conflicts).toEqual(expectations.conflicts);
      expect(last.errors.filter(hasKey)).toEqual(expectations.errors);
      expect(keptConflicts(standings)).toEqual(expectations.kept);
      expect(expectations.conflicts).toEqual(expect.arrayContaining(forced));
      expect(standings.filter(isWronglyAgreed)).toEqual([]);
      expect(await findDuplicates(synced)).toEqual([]);

      const before = await footprint(false);
      const again = await syncOnce(synced);
      expect(again).toMatchObject({ conflicts: last.conflicts, errors: last.errors });
      const after = await footprint(false);
      // An export records its plan, even where the row then turns out to be in conflict.
      for (const { tables } of [before, after]) delete tables['inventory.product_mappings'];
      expect(after).toEqual(before);
      expect(await synced.violations()).toEqual([]);
    });
  },
);
