import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { moveTenant } from '../support/database';
import { inReels, reel } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const EXPORT = `mutation ($id: ID!) {
  exportSales(sourceId: $id) { dryRun direction trigger status seen exported conflicts errors } }`;
const NOTHING = {
  seen: 0,
  created: 0,
  updated: 0,
  exported: 0,
  skipped: 0,
  conflicts: 0,
  errors: 0,
};

describe('exportSales', () => {
  let sync: SyncServer;
  let next = 0;
  /** A new source with a number of reels, all imported. */
  const open = async (count: number, more: object = {}) => {
    const reels = Array.from({ length: count }, () => reel(next++));
    const name = `from-${reels[0]!.reel_number}.db`;
    const file = sync.reels(name, reels);
    const id = await sync.source({ path: name, ...more });
    expect(await sync.importing(id)).toMatchObject({ created: count });
    return { id, file, keys: reels.map(({ reel_number }) => reel_number!) };
  };
  const row = (file: string, key: string) =>
    inReels(file, 'select status, last_date from reels where reel_number = ?', key)[0];
  const mapping = async (id: string, key: string) =>
    (
      await sync.rows(
        `select status, external_status, external_quantity, conflict, pending_status from inventory.product_mappings
         where source_id = $1 and external_key = $2`,
        [id, key],
      )
    )[0];
  const setZone = (zone: string) => moveTenant(sync.database, sync.shop.tenant, zone);
  const today = () => DateTime.utc().toISODate();

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('only counts by default, and changes neither side', async () => {
    const { id, file, keys } = await open(3);
    await sync.sell(id, keys[1]!);
    const before = [await sync.written(), readFileSync(file)];
    expect((await sync.ask(EXPORT, { id })).exportSales).toEqual({
      ...{ dryRun: true, direction: 'EXPORT', trigger: 'MANUAL', status: 'SUCCEEDED' },
      ...{ seen: 1, exported: 1, conflicts: 0, errors: 0 },
    });
    expect([await sync.written(), readFileSync(file)]).toEqual(before);
  });

  it('writes the status and date of sold rows once, and no other row', async () => {
    const { id, file, keys } = await open(4);
    const others = () =>
      inReels(file, 'select * from reels where reel_number <> ? order by rowid', keys[2]);
    const before = others();
    await sync.sell(id, keys[2]!);
    expect(await sync.exporting(id)).toMatchObject({ ...NOTHING, seen: 1, exported: 1, rows: [] });
    expect(row(file, keys[2]!)).toEqual(['Sold', today()]);
    expect(others()).toEqual(before);
    expect(
      inReels(file, 'select grade, comments, logs from reels where reel_number = ?', keys[2]),
    ).toEqual([
      [reel(Number(keys[2]!.slice(2))).grade, reel(Number(keys[2]!.slice(2))).comments, 'received'],
    ]);
    expect(await mapping(id, keys[2]!)).toEqual({
      ...{ status: 'SOLD', external_status: 'Sold', external_quantity: 0 },
      ...{ conflict: null, pending_status: null },
    });
    const after = [await sync.written(), readFileSync(file)];
    expect(await sync.exporting(id)).toMatchObject(NOTHING);
    expect([await sync.written(), readFileSync(file)]).toEqual(after);
    // An import does not treat exported values as changes.
    expect(await sync.importing(id)).toMatchObject({ ...NOTHING, seen: 4, skipped: 4 });
    expect(await sync.written()).toEqual(after[0]);
  });

  it('writes the value and the date format of the source', async () => {
    await setZone('Pacific/Kiritimati');
    const settings = { exportValue: 'Delivered', lastDateFormat: 'dd/MM/yyyy' };
    const { id, file, keys } = await open(2, settings);
    await sync.sell(id, keys[0]!);
    await sync.exporting(id);
    const localDate = DateTime.now().setZone('Pacific/Kiritimati').toFormat('dd/MM/yyyy');
    expect(row(file, keys[0]!)).toEqual(['Delivered', localDate]);
    await setZone('UTC');
    const undated = await open(1, { lastDateColumn: null });
    await sync.sell(undated.id, undated.keys[0]!);
    await sync.exporting(undated.id);
    expect(row(undated.file, undated.keys[0]!)).toEqual(['Sold', null]);
  });

  it('reverts refunded and voided sales', async () => {
    const { id, file, keys } = await open(3);
    const [refunded, voided, resold] = [
      await sync.sell(id, keys[0]!),
      await sync.sell(id, keys[1]!),
      await sync.sell(id, keys[2]!),
    ];
    expect(await sync.exporting(id)).toMatchObject({ exported: 3 });
    await sync.refund(refunded);
    await sync.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "wrong") { id } }', {
      id: voided.saleId,
    });
    await sync.refund(resold);
    await sync.sell(id, keys[2]!); // sold again before the export
    expect(await sync.exporting(id)).toMatchObject({ seen: 2, exported: 2 });
    expect(keys.map((key) => row(file, key)![0])).toEqual(['In-stock', 'In-stock', 'Sold']);
    expect(await mapping(id, keys[0]!)).toMatchObject({
      ...{ status: 'IN_STOCK', external_status: 'In-stock', external_quantity: 1 },
    });
    await sync.sell(id, keys[0]!);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1 });
    expect(row(file, keys[0]!)![0]).toBe('Sold');
    expect(await sync.importing(id)).toMatchObject({ created: 0, conflicts: 0, errors: 0 });
  });

  it('writes nothing for a sale that was refunded before the export', async () => {
    const { id, file, keys } = await open(1);
    const before = readFileSync(file);
    await sync.refund(await sync.sell(id, keys[0]!));
    expect(await sync.exporting(id)).toMatchObject(NOTHING);
    expect(readFileSync(file)).toEqual(before);
  });

  it('writes a row when the last unit is sold, and not before', async () => {
    const { id, file, keys } = await open(1, { quantityColumn: 'length' });
    const length = reel(Number(keys[0]!.slice(2))).length as number;
    await sync.sell(id, keys[0]!, length - 1);
    expect(await sync.exporting(id)).toMatchObject(NOTHING);
    const last = await sync.sell(id, keys[0]!, 1);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1 });
    expect(row(file, keys[0]!)![0]).toBe('Sold');
    await sync.refund(last);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1 });
    expect(row(file, keys[0]!)![0]).toBe('In-stock');
  });

  it('writes sales at another location, and no losses', async () => {
    const { id, file, keys } = await open(2);
    const [moved, lost] = await sync.rows<{ product: string; batch: string }>(
      'select product_id as product, batch_id as batch from inventory.product_mappings where source_id = $1 order by external_key',
      [id],
    );
    const lines = [{ productId: moved!.product, quantity: 1 }];
    const { location, otherLocation, call, callAsApprover } = sync.shop;
    const transfer = await call('request_transfer', {
      ...{ fromLocationId: location, toLocationId: otherLocation, lines },
    });
    await callAsApprover('set_transfer_status', { id: transfer.id, status: 'APPROVED' });
    await call('set_transfer_status', { id: transfer.id, status: 'DISPATCHED' });
    expect(await sync.exporting(id)).toMatchObject(NOTHING); // goods in transit are not sold
    await call('set_transfer_status', { id: transfer.id, status: 'FULFILLED' });
    await call('record_sale', { locationId: otherLocation, lines });
    const adjustment = await call('request_adjustment', {
      ...{ batchId: lost!.batch, locationId: location, type: 'LOSS', quantity: -1, reason: 'gone' },
    });
    await callAsApprover('set_adjustment_status', { id: adjustment.id, status: 'APPROVED' });
    await call('set_adjustment_status', { id: adjustment.id, status: 'COMPLETED' });
    expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 1 });
    expect(keys.map((key) => row(file, key)![0])).toEqual(['Sold', 'In-stock']);
  });

  it('writes more than one chunk', async () => {
    const { id, file, keys } = await open(450);
    const products = await sync.rows<{ id: string }>(
      'select product_id as id from inventory.product_mappings where source_id = $1',
      [id],
    );
    const lines = products.slice(0, 430).map((product) => ({ productId: product.id, quantity: 1 }));
    await sync.shop.call('record_sale', { locationId: sync.shop.location, lines });
    expect(await sync.exporting(id)).toMatchObject({ seen: 430, exported: 430 });
    expect(inReels(file, `select count(*) from reels where status = 'Sold'`)).toEqual([[430]]);
    expect(await sync.exporting(id)).toMatchObject(NOTHING);
    expect(keys).toHaveLength(450);
  });

  describe('after a run that ended without recording the outcome', () => {
    /** Stores the planned writes, as a run does before it opens the file. */
    const plan = (id: string, date: string) =>
      sync.shop.call('plan_sync_export', {
        ...{ sourceId: id, after: '', limit: 200, date, dryRun: false },
      });
    const setStatus = (file: string, key: string, status: string, date: string) =>
      inReels(
        file,
        'update reels set status = ?, last_date = ? where reel_number = ?',
        status,
        date,
        key,
      );

    it('recognises rows that the run has written, and writes the others', async () => {
      const { id, file, keys } = await open(2);
      await sync.sell(id, keys[0]!);
      await sync.sell(id, keys[1]!);
      await plan(id, '2026-01-31');
      setStatus(file, keys[0]!, 'Sold', '2026-01-31');
      // An import in between finds the planned status, which is not a conflict.
      expect(await sync.importing(id)).toMatchObject({ conflicts: 0, errors: 0 });
      expect(await sync.exporting(id)).toMatchObject({ seen: 2, exported: 2, conflicts: 0 });
      expect(keys.map((key) => row(file, key))).toEqual([
        ...keys.map(() => ['Sold', '2026-01-31']),
      ]);
      expect(await sync.exporting(id)).toMatchObject(NOTHING);
    });

    it("does not treat another program's write as one of the run", async () => {
      const { id, file, keys } = await open(1);
      await sync.sell(id, keys[0]!);
      await plan(id, '2026-01-31');
      setStatus(file, keys[0]!, 'Sold', '2026-02-01');
      expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 0, conflicts: 1 });
      expect(row(file, keys[0]!)).toEqual(['Sold', '2026-02-01']);
      expect(await mapping(id, keys[0]!)).toMatchObject({
        ...{ conflict: 'SOLD_ON_BOTH_SIDES', pending_status: null },
      });
    });

    it('drops a planned write after a refund', async () => {
      const { id, file, keys } = await open(1);
      const line = await sync.sell(id, keys[0]!);
      await plan(id, '2026-01-31');
      await sync.refund(line);
      expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 0, skipped: 1 });
      expect(row(file, keys[0]!)).toEqual(['In-stock', null]);
      expect(await mapping(id, keys[0]!)).toMatchObject({ pending_status: null, conflict: null });
    });

    it('reverts a row that the run has written and that was refunded since', async () => {
      const { id, file, keys } = await open(1);
      const line = await sync.sell(id, keys[0]!);
      await plan(id, '2026-01-31');
      setStatus(file, keys[0]!, 'Sold', '2026-01-31');
      await sync.refund(line);
      expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
      expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
      expect(row(file, keys[0]!)![0]).toBe('In-stock');
      expect(await sync.exporting(id)).toMatchObject(NOTHING);
    });
  });
});
