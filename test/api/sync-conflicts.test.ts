import { readFileSync } from 'node:fs';
import { inReels, reel } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const COMPARE = `query ($productId: ID) { compareStock(productId: $productId, kinds: [CHANNEL_MISMATCH]) {
  discrepancies { kind channel expected actual subject location { code } batch { batchNumber } product { sku } } } }`;
const CONFLICTS = `query ($id: ID!) { productMappings(sourceId: $id, conflictsOnly: true) {
  totalCount nodes { externalKey conflict status externalStatus remaining externalQuantity } } }`;

describe('differences between the ledger and an external source', () => {
  let sync: SyncServer;
  let next = 0;
  /** A new source with a number of reels, all imported, and functions that edit and read its file. */
  const open = async (count: number, more: object = {}) => {
    const reels = Array.from({ length: count }, () => reel(next++));
    const [first] = reels;
    const name = `from-${first!.reel_number}.db`;
    const file = sync.reels(name, reels);
    const id = await sync.source({ path: name, name, ...more });
    expect(await sync.importing(id)).toMatchObject({ created: count });
    const keys = reels.map(({ reel_number }) => reel_number!);
    const [mapped] = await sync.rows<{ product: string }>(
      'select product_id as product from inventory.product_mappings where source_id = $1 and external_key = $2',
      [id, keys[0]],
    );
    return {
      ...{ id, file, keys, key: keys[0]!, channel: `sync:${name}`, product: mapped!.product },
      set: (set: string, key = keys[0]!) =>
        inReels(file, `update reels set ${set} where reel_number = ?`, key),
      status: (key = keys[0]!) =>
        inReels(file, 'select status from reels where reel_number = ?', key)[0]?.[0],
    };
  };
  const mismatches = async (productId: string) =>
    (await sync.ask(COMPARE, { productId })).compareStock.discrepancies;
  const conflicts = async (id: string) => (await sync.ask(CONFLICTS, { id })).productMappings;
  const movements = () => sync.rows('select count(*)::int as n from inventory.movements');
  const onHand = async (product: string) =>
    (
      await sync.rows<{ n: number }>(
        'select sum(on_hand)::int as n from inventory.stock_levels where product_id = $1',
        [product],
      )
    )[0]!.n;

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('a changed external quantity is a discrepancy of the batch, and stock does not change', async () => {
    const { id, key, set, product, channel } = await open(1, { quantityColumn: 'length' });
    const stock = await onHand(product);
    const before = await movements();
    set('length = 4321');
    expect(await sync.importing(id)).toMatchObject({ updated: 1, conflicts: 0, errors: 0 });
    expect(await mismatches(product)).toEqual([
      {
        ...{ kind: 'CHANNEL_MISMATCH', channel, expected: stock, actual: 4321 },
        subject: expect.any(String) as string,
        ...{ location: { code: 'L1' }, batch: { batchNumber: key }, product: { sku: key } },
      },
    ]);
    expect([await onHand(product), await movements()]).toEqual([stock, before]);
    expect(await conflicts(id)).toMatchObject({ totalCount: 0 });
    set(`length = ${stock}`);
    await sync.importing(id);
    expect(await mismatches(product)).toEqual([]);
  });

  it('a partly sold batch is a discrepancy until all of it is sold', async () => {
    const { id, key, product } = await open(1, { quantityColumn: 'length' });
    const stock = await onHand(product);
    await sync.sell(id, key, 100);
    expect(await mismatches(product)).toMatchObject([{ expected: stock - 100, actual: stock }]);
    await sync.sell(id, key, stock - 100);
    expect(await mismatches(product)).toEqual([]); // the next export writes it
    await sync.exporting(id);
    expect(await mismatches(product)).toEqual([]);
  });

  it('SOLD_THERE: sold in the file, in stock here', async () => {
    const { id, key, set, product, channel, file } = await open(2);
    set(`status = 'Delivered', width = 1`);
    const before = await movements();
    const run = await sync.importing(id);
    expect(run).toMatchObject({ seen: 2, conflicts: 1, skipped: 1, updated: 0, errors: 0 });
    expect(run.rows).toEqual([
      { outcome: 'CONFLICT', key, code: 'SOLD_THERE', message: expect.any(String) },
    ]);
    expect(await conflicts(id)).toEqual({
      totalCount: 1,
      nodes: [
        {
          ...{ externalKey: key, conflict: 'SOLD_THERE', status: 'IN_STOCK', remaining: 1 },
          ...{ externalStatus: 'Delivered', externalQuantity: 0 },
        },
      ],
    });
    expect(await mismatches(product)).toMatchObject([
      { channel, expected: 1, actual: 0, batch: { batchNumber: key } },
    ]);
    expect(await movements()).toEqual(before);
    // Each run reports the conflict, which is stored once.
    const written = await sync.written();
    expect(await sync.importing(id)).toMatchObject({ conflicts: 1, skipped: 1 });
    expect(await sync.exporting(id)).toMatchObject({ seen: 0 });
    expect(await sync.written()).toEqual(written);
    expect(readFileSync(file).length).toBeGreaterThan(0);
    // When the row is in stock again, the conflict ends, and the changed values are imported.
    set(`status = 'In-stock'`);
    expect(await sync.importing(id)).toMatchObject({ updated: 1, conflicts: 0 });
    expect(await conflicts(id)).toMatchObject({ totalCount: 0 });
    expect(await mismatches(product)).toEqual([]);
    const attributes = await sync.rows(
      `select attributes ->> 'width' as width from inventory.products where id = $1`,
      [product],
    );
    expect(attributes).toEqual([{ width: '1' }]);
  });

  it('SOLD_THERE ends with an adjustment of the batch', async () => {
    const { id, set, product } = await open(1);
    set(`status = 'Sold'`);
    await sync.importing(id);
    const [batch] = await sync.rows<{ id: string }>(
      'select id from inventory.batches where product_id = $1',
      [product],
    );
    const { call, callAsApprover, location } = sync.shop;
    const lost = { batchId: batch!.id, locationId: location, type: 'OTHER', quantity: -1 };
    const { id: adjustment } = await call('request_adjustment', { ...lost, reason: 'sold there' });
    await callAsApprover('set_adjustment_status', { id: adjustment, status: 'APPROVED' });
    await call('set_adjustment_status', { id: adjustment, status: 'COMPLETED' });
    expect(await mismatches(product)).toEqual([]);
    expect(await sync.importing(id)).toMatchObject({ conflicts: 0, created: 0 });
    expect(await conflicts(id)).toMatchObject({ totalCount: 0 });
    expect(await sync.exporting(id)).toMatchObject({ seen: 0 });
  });

  it('SOLD_ON_BOTH_SIDES: sold in the file before the export', async () => {
    const { id, key, set, status } = await open(1);
    const line = await sync.sell(id, key);
    set(`status = 'Delivered'`);
    const run = await sync.exporting(id);
    expect(run).toMatchObject({ seen: 1, exported: 0, conflicts: 1 });
    expect(run.rows).toMatchObject([{ outcome: 'CONFLICT', key, code: 'SOLD_ON_BOTH_SIDES' }]);
    expect(status()).toBe('Delivered');
    expect((await conflicts(id)).nodes).toMatchObject([{ conflict: 'SOLD_ON_BOTH_SIDES' }]);
    expect((await sync.importing(id)).rows).toMatchObject([{ code: 'SOLD_ON_BOTH_SIDES' }]);
    const audited = await sync.rows('select count(*) from inventory.audit_log');
    expect((await sync.exporting(id)).rows).toMatchObject([{ code: 'SOLD_ON_BOTH_SIDES' }]);
    expect(await sync.rows('select count(*) from inventory.audit_log')).toEqual(audited);
    // After the refund it is sold in the file only.
    await sync.refund(line);
    expect((await sync.importing(id)).rows).toMatchObject([{ code: 'SOLD_THERE' }]);
  });

  it('STATUS_CHANGED: the file has an unknown status', async () => {
    const { id, key, set, status } = await open(1);
    await sync.sell(id, key);
    set(`status = 'Reserved'`);
    expect((await sync.exporting(id)).rows).toMatchObject([{ key, code: 'STATUS_CHANGED' }]);
    expect(status()).toBe('Reserved');
    expect((await sync.importing(id)).rows).toMatchObject([{ key, code: 'STATUS_UNKNOWN' }]);
    set('status = null');
    expect((await sync.exporting(id)).rows).toMatchObject([{ key, code: 'STATUS_CHANGED' }]);
    set(`status = 'In-stock'`);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
    expect(await conflicts(id)).toMatchObject({ totalCount: 0 });
  });

  it('STATUS_CHANGED: refunded here, and the file no longer has the exported status', async () => {
    const { id, key, set, status } = await open(1);
    const line = await sync.sell(id, key);
    await sync.exporting(id);
    set(`status = 'Delivered'`);
    await sync.refund(line);
    expect((await sync.exporting(id)).rows).toMatchObject([{ key, code: 'STATUS_CHANGED' }]);
    expect(status()).toBe('Delivered');
  });

  it('no conflict when a refunded row is already in stock again in the file', async () => {
    const { id, key, set } = await open(1);
    const line = await sync.sell(id, key);
    await sync.exporting(id);
    set(`status = 'In-stock'`);
    await sync.refund(line);
    expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
    expect(await sync.importing(id)).toMatchObject({ created: 0, conflicts: 0 });
  });

  it('ROW_MISSING: the row was deleted from the file', async () => {
    const { id, keys, file, product } = await open(3);
    await sync.sell(id, keys[1]!);
    inReels(file, 'delete from reels where reel_number in (?, ?)', keys[0], keys[1]);
    expect((await sync.exporting(id)).rows).toMatchObject([{ key: keys[1], code: 'ROW_MISSING' }]);
    const run = await sync.importing(id);
    expect(run).toMatchObject({ seen: 2, skipped: 1, conflicts: 1 });
    expect(run.rows).toMatchObject([{ key: keys[0], code: 'ROW_MISSING' }]); // the other one is not in stock here
    expect((await conflicts(id)).nodes).toMatchObject([
      { externalKey: keys[0], conflict: 'ROW_MISSING', externalQuantity: 0 },
      { externalKey: keys[1], conflict: 'ROW_MISSING' },
    ]);
    expect(await mismatches(product)).toMatchObject([{ expected: 1, actual: 0 }]);
    const written = await sync.written();
    expect(await sync.importing(id)).toMatchObject({ conflicts: 1 });
    expect(await sync.written()).toEqual(written);
    // An import of given keys does not report other keys.
    expect(await sync.importing(id, [keys[2]!])).toMatchObject({ seen: 1, conflicts: 0 });
    inReels(file, `insert into reels (reel_number, status) values (?, 'In-stock')`, keys[0]);
    expect(await sync.importing(id)).toMatchObject({ created: 0, updated: 1, conflicts: 0 });
    expect(await mismatches(product)).toEqual([]);
  });

  it('KEY_DUPLICATE: several rows have the key', async () => {
    const { id, key, file } = await open(1);
    await sync.sell(id, key);
    inReels(file, 'insert into reels select * from reels');
    const before = readFileSync(file);
    expect((await sync.exporting(id)).rows).toMatchObject([{ key, code: 'KEY_DUPLICATE' }]);
    expect(readFileSync(file)).toEqual(before);
    expect(await sync.importing(id)).toMatchObject({ seen: 2, created: 0, errors: 2 });
    inReels(file, 'delete from reels where rowid = 2');
    expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
  });

  it('RESTOCKED_THERE: sold here and exported, and in stock again in the file', async () => {
    const { id, key, set, product } = await open(1);
    await sync.sell(id, key);
    await sync.exporting(id);
    set(`status = 'In-stock'`);
    const run = await sync.importing(id);
    expect(run).toMatchObject({ seen: 1, created: 0, updated: 0, conflicts: 1 });
    expect(run.rows).toMatchObject([{ key, code: 'RESTOCKED_THERE' }]);
    expect(await onHand(product)).toBe(0);
    expect(await mismatches(product)).toMatchObject([{ expected: 0, actual: 1 }]);
    expect(await sync.exporting(id)).toMatchObject({ seen: 0 });
    set(`status = 'Sold'`);
    expect(await sync.importing(id)).toMatchObject({ conflicts: 0 });
    expect(await conflicts(id)).toMatchObject({ totalCount: 0 });
  });

  it('imports no key a second time that was sold or delivered on either side', async () => {
    const { id, keys, set } = await open(4);
    await sync.sell(id, keys[0]!); // sold here, not exported yet
    await sync.sell(id, keys[1]!); // sold here, exported, and put back in the file below
    await sync.exporting(id);
    set(`status = 'In-stock', comments = 'again'`, keys[1]);
    set(`status = 'Delivered'`, keys[2]);
    await sync.importing(id);
    set(`status = 'In-stock', comments = 'again'`, keys[2]);
    for (let times = 0; times < 2; times++) {
      expect(await sync.importing(id)).toMatchObject({ created: 0, errors: 0 });
      expect(await sync.importing(id, keys)).toMatchObject({ created: 0, errors: 0 });
    }
    expect(
      await sync.rows(
        `select m.external_key as key, r.intake::int as intake from inventory.product_mappings m
         cross join lateral (
           select sum(v.quantity) as intake from inventory.movements v
           where v.product_id = m.product_id and v.kind = 'RECEIPT') r
         where m.source_id = $1 order by 1`,
        [id],
      ),
    ).toEqual(keys.map((key) => ({ key, intake: 1 })));
  });

  it('counts a row with a conflict only as a conflict, even if it has invalid values', async () => {
    const { id, set } = await open(2);
    set(`status = 'Sold', receive_date = 'never', profile_name = '${'n'.repeat(201)}'`);
    expect(await sync.importing(id)).toMatchObject({
      seen: 2,
      conflicts: 1,
      skipped: 1,
      errors: 0,
    });
    expect((await conflicts(id)).nodes).toMatchObject([{ conflict: 'SOLD_THERE' }]);
  });

  it('changes of a key are in the audit log', async () => {
    const { id, key } = await open(1);
    await sync.sell(id, key);
    await sync.exporting(id);
    const { auditLog } = await sync.ask(
      `query ($key: String) { auditLog(entity: "product_mapping", entityId: $key) { nodes { actor action before after } } }`,
      { key },
    );
    expect(auditLog.nodes).toMatchObject([
      {
        ...{ actor: 'tester', action: 'UPDATE' },
        ...{ before: { status: 'IN_STOCK' }, after: { status: 'SOLD' } },
      },
    ]);
  });
});
