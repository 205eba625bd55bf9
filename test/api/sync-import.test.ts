import { readFileSync } from 'node:fs';
import { inReels, reel, reelNumber } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const IMPORT = `mutation ($id: ID!, $keys: [String!], $all: Boolean) {
  importProducts(sourceId: $id, keys: $keys, all: $all) { dryRun direction trigger status seen created errors } }`;
const PRODUCT = `query ($sku: String!) { product(sku: $sku) {
  id name baseUnit attributes version stock { location { code } onHand }
  batches { nodes { batchNumber intakeQuantity receivedAt location { code } } } } }`;
const MAPPINGS = `query ($id: ID!, $conflictsOnly: Boolean, $first: Int, $after: String) {
  productMappings(sourceId: $id, conflictsOnly: $conflictsOnly, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { externalKey status externalStatus externalQuantity remaining conflict contentHash importedAt lastSyncedAt
      product { sku } batch { batchNumber } } } }`;
const NOTHING = { created: 0, updated: 0, exported: 0, conflicts: 0, errors: 0 };

describe('importProducts', () => {
  let sync: SyncServer;
  let id: string;
  let file: string;
  const product = async (index: number) =>
    (await sync.ask(PRODUCT, { sku: reelNumber(index) })).product;
  const mappings = async (variables: object = {}) =>
    (await sync.ask(MAPPINGS, { id, ...variables })).productMappings;
  const change = (index: number, set: string) =>
    inReels(file, `update reels set ${set} where reel_number = ?`, reelNumber(index));

  beforeAll(async () => {
    sync = await openSyncServer();
    const reels = Array.from({ length: 20 }, (_, index) => reel(index));
    file = sync.reels('reels.db', [...reels, { ...reel(20), status: 'Sold' }]);
    id = await sync.source({ name: 'Hall' });
  });
  afterAll(() => sync?.close());

  it('only counts by default, and changes neither side', async () => {
    const before = [await sync.written(), readFileSync(file)];
    const { importProducts } = await sync.ask(IMPORT, { id, all: true });
    expect(importProducts).toEqual({
      ...{ dryRun: true, direction: 'IMPORT', trigger: 'MANUAL', status: 'SUCCEEDED' },
      ...{ seen: 21, created: 20, errors: 0 },
    });
    const some = await sync.ask(IMPORT, { id, keys: [reelNumber(1)] });
    expect(some.importProducts).toMatchObject({ dryRun: true, seen: 1, created: 1 });
    expect([await sync.written(), readFileSync(file)]).toEqual(before);
    expect(await mappings()).toMatchObject({ totalCount: 0, nodes: [] });
  });

  it('requires either keys or all', async () => {
    const many = Array.from({ length: 10_001 }, (_, at) => `K-${at}`);
    for (const [more, field] of [
      [{}, 'keys'],
      [{ all: false }, 'keys'],
      [{ all: true, keys: ['a'] }, 'keys'],
      [{ keys: many }, 'keys'],
      [{ keys: ['a', 'b\0'] }, 'keys[1]'],
      [{ all: true, id: 'hall' }, 'sourceId'],
    ] as const) {
      expect(await sync.refused(IMPORT, { id, ...more })).toMatchObject({
        ...{ code: 'BAD_USER_INPUT', details: { field } },
      });
    }
  });

  it('imports the given keys: product, receipt, batch and mapping', async () => {
    const keys = [reelNumber(3), reelNumber(4), reelNumber(3), 'R-none', reelNumber(20)];
    const run = await sync.importing(id, keys);
    expect(run).toMatchObject({ seen: 4, created: 2, skipped: 1, errors: 1 });
    expect(run.rows).toEqual([
      { outcome: 'ERROR', key: 'R-none', code: 'KEY_UNKNOWN', message: 'There is no such row' },
    ]);
    expect(await product(3)).toMatchObject({
      ...{ name: 'Profile 3', baseUnit: 'unit', version: 1 },
      attributes: { width: 1030, gsm: 55, length: 5003, grade: 'LINER', logs: 'received' },
      stock: [{ location: { code: 'L1' }, onHand: 1 }],
      batches: {
        nodes: [
          {
            ...{ batchNumber: reelNumber(3), intakeQuantity: 1, location: { code: 'L1' } },
            receivedAt: '2026-04-13T00:00:00.000Z',
          },
        ],
      },
    });
    expect(
      await sync.rows('select reference from inventory.receipts where supplier = $1', ['Hall']),
    ).toEqual([{ reference: reelNumber(3) }, { reference: reelNumber(4) }]);
    expect((await product(3)).attributes).not.toHaveProperty('comments'); // it is null in the file
    expect((await mappings()).nodes[0]).toEqual({
      ...{ externalKey: reelNumber(3), status: 'IN_STOCK', externalStatus: 'In-stock' },
      ...{ externalQuantity: 1, remaining: 1, conflict: null },
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      ...{ importedAt: expect.any(String) as string, lastSyncedAt: expect.any(String) as string },
      ...{ product: { sku: reelNumber(3) }, batch: { batchNumber: reelNumber(3) } },
    });
    expect(await product(5)).toBeNull();
  });

  it('imports all other keys, each once', async () => {
    expect(await sync.importing(id)).toMatchObject({ seen: 21, created: 18, skipped: 3 });
    const counts = await sync.rows(
      `select (select count(*) from inventory.receipts where supplier = 'Hall') as receipts,
         (select count(*) from inventory.batches b join inventory.product_mappings m on m.batch_id = b.id) as batches,
         (select count(*) from inventory.product_mappings) as mappings`,
    );
    expect(counts).toEqual([{ receipts: 20, batches: 20, mappings: 20 }]);
    expect(await product(20)).toBeNull(); // sold before it was imported
  });

  it('lists imported keys in pages', async () => {
    const first = await mappings({ first: 15 });
    expect(first).toMatchObject({ totalCount: 20, pageInfo: { hasNextPage: true } });
    const rest = await mappings({ first: 15, after: first.pageInfo.endCursor });
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const keys = [...first.nodes, ...rest.nodes].map(
      ({ externalKey }: { externalKey: string }) => externalKey,
    );
    expect(keys).toEqual(Array.from({ length: 20 }, (_, index) => reelNumber(index)));
  });

  it('writes nothing when nothing has changed', async () => {
    const before = await sync.written();
    expect(await sync.importing(id)).toMatchObject({ ...NOTHING, seen: 21, skipped: 21 });
    expect(await sync.importing(id, [reelNumber(1)])).toMatchObject({ seen: 1, skipped: 1 });
    expect(await sync.written()).toEqual(before);
  });

  it('imports changed values of the product, and no stock', async () => {
    const stock = () => sync.rows('select id, quantity from inventory.movements order by id');
    const before = await stock();
    change(7, `width = 999, comments = 'torn', profile_name = 'Profile X', grade = null`);
    expect(await sync.importing(id)).toMatchObject({ ...NOTHING, updated: 1, skipped: 20 });
    const changed = await product(7);
    expect(changed).toMatchObject({ name: 'Profile X', version: 2, stock: [{ onHand: 1 }] });
    expect(changed.attributes).toMatchObject({ width: 999, comments: 'torn', gsm: 75 });
    expect(changed.attributes).not.toHaveProperty('grade'); // now null in the file
    expect(await stock()).toEqual(before);
    expect(await sync.importing(id)).toMatchObject({ ...NOTHING, skipped: 21 });
    const found = await sync.ask(
      `{ products(filter: { attributes: [{ name: "width", eq: 999 }] }) { nodes { sku } } }`,
    );
    expect(found.products.nodes).toEqual([{ sku: reelNumber(7) }]);
  });

  it('keeps attributes that only the product has', async () => {
    const { id: productId, attributes } = await product(8);
    await sync.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      {
        input: { id: productId, attributes: { ...attributes, shelf: 'A4' } },
      },
    );
    change(8, 'breaks = 9');
    expect(await sync.importing(id)).toMatchObject({ ...NOTHING, updated: 1 });
    expect((await product(8)).attributes).toMatchObject({ shelf: 'A4', breaks: 9 });
  });

  it('keeps the name of a product when the row has none', async () => {
    const { id: productId } = await product(9);
    await sync.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      {
        input: { id: productId, name: 'Named here' },
      },
    );
    change(9, `profile_name = null, breaks = 9`);
    expect(await sync.importing(id)).toMatchObject({ ...NOTHING, updated: 1 });
    expect(await product(9)).toMatchObject({ name: 'Named here', attributes: { breaks: 9 } });
  });

  it('adds a batch to an existing product, and updates the product', async () => {
    const { createProduct } = await sync.ask(
      'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
      { input: { sku: reelNumber(40), name: 'By hand', attributes: { width: 1, shelf: 'B1' } } },
    );
    sync.reels('known.db', [reel(40), { ...reel(41), profile_name: null }]);
    const known = await sync.source({ path: 'known.db' });
    await sync.ask(
      'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
      {
        input: { sku: reelNumber(41), name: 'Named here' },
      },
    );
    expect(await sync.importing(known)).toMatchObject({ created: 2, errors: 0 });
    const updated = await product(40);
    expect(updated).toMatchObject({ id: createProduct.id, name: 'Profile 15', version: 2 });
    expect(updated.attributes).toMatchObject({ width: 1000, shelf: 'B1', gsm: 60 });
    expect(updated.stock).toMatchObject([{ onHand: 1 }]);
    expect(await product(41)).toMatchObject({ name: 'Named here', attributes: { width: 1010 } });
  });

  it('brings the key of a voided receipt in again, as its row is now', async () => {
    const file = sync.reels('voided.db', [reel(70), reel(71)]);
    const voided = await sync.source({ path: 'voided.db' });
    await sync.importing(voided);
    const keys = () =>
      sync.rows<{ key: string; batch: string; receipt: string; status: string; remaining: number }>(
        `select m.external_key as key, m.batch_id as batch, b.receipt_id as receipt, m.status, m.remaining::int
         from inventory.mapping_stock m join inventory.batches b on b.id = m.batch_id
         where m.source_id = $1 order by 1`,
        [voided],
      );
    const [before, other] = await keys();
    await sync.ask('mutation ($id: ID!) { voidReceipt(id: $id, reason: "wrong row") { id } }', {
      id: before!.receipt,
    });
    inReels(file, `update reels set status = 'Sold' where reel_number = '${reelNumber(70)}'`);
    expect(await sync.importing(voided)).toMatchObject({ ...NOTHING, updated: 1, skipped: 1 });
    inReels(file, `update reels set status = 'In-stock' where reel_number = '${reelNumber(70)}'`);
    const dry = await sync.ask(
      'mutation ($id: ID!) { importProducts(sourceId: $id, all: true) { created skipped conflicts } }',
      { id: voided },
    );
    expect(dry.importProducts).toEqual({ created: 1, skipped: 1, conflicts: 0 });
    expect((await keys())[0]).toMatchObject({ batch: before!.batch, remaining: 0 });
    expect(await sync.importing(voided)).toMatchObject({ ...NOTHING, created: 1, skipped: 1 });
    const [after, same] = await keys();
    expect(after).toMatchObject({ key: reelNumber(70), status: 'IN_STOCK', remaining: 1 });
    expect(after!.batch).not.toBe(before!.batch);
    expect(same).toEqual(other);
    expect(await sync.importing(voided)).toMatchObject({ ...NOTHING, skipped: 2 });
    await sync.sell(voided, reelNumber(70));
    expect(await sync.exporting(voided)).toMatchObject({ exported: 1 });
    expect(await sync.importing(voided)).toMatchObject({ ...NOTHING, skipped: 2 });
  });
});
