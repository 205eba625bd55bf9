import { inReels, reel, reelNumber } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

const PRODUCT = `query ($sku: String!) { product(sku: $sku) {
  id baseUnit attributes stock { location { code } onHand } batches { nodes { batchNumber } } } }`;

describe('importProducts, by the mappings of its source', () => {
  let sync: SyncServer;
  const product = async (index: number) =>
    (await sync.ask(PRODUCT, { sku: reelNumber(index) })).product;

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('imports several keys as batches of one product by the mappings', async () => {
    sync.reels(
      'grades.db',
      [50, 51, 52, 53].map((index) => ({ ...reel(index), grade: 'TESTLINER', length: 100 })),
    );
    const grades = await sync.source({
      ...{ path: 'grades.db', quantityColumn: 'length' },
      mappings: [
        { column: 'grade', target: 'sku' },
        { target: 'baseUnit', transforms: [{ name: 'DEFAULT', value: 'm' }] },
        { column: 'receive_date', target: 'expiryDate', transforms: [{ name: 'DATE' }] },
        { column: 'gsm', target: 'unitCost' },
      ],
    });
    inReels(`${sync.folder}/shop/grades.db`, `update reels set receive_date = '2099-12-31'`);
    expect(await sync.importing(grades)).toMatchObject({ created: 4, errors: 0 });
    const { product: one } = await sync.ask(PRODUCT, { sku: 'TESTLINER' });
    expect(one).toMatchObject({ baseUnit: 'm', stock: [{ onHand: 400 }] });
    expect(one.batches.nodes).toHaveLength(4);
    const batches = await sync.rows(
      `select batch_number, expiry_at_receipt::text as expiry_date, unit_cost::float from inventory.batches where unit_cost is not null
       and product_id = '${one.id}' order by batch_number limit 1`,
    );
    expect(batches).toEqual([
      { batch_number: reelNumber(50), expiry_date: '2099-12-31', unit_cost: 50 },
    ]);
  });

  it('updates all products after a change of the mappings', async () => {
    const mappingsOf = (factor: number) => [
      {
        ...{ column: 'width', target: 'attributes.um' },
        transforms: [{ name: 'DECIMAL', factor }],
      },
    ];
    sync.reels('edited.db', [reel(60)]);
    const edited = await sync.source({ path: 'edited.db', mappings: mappingsOf(10) });
    await sync.importing(edited);
    expect((await product(60)).attributes).toEqual({ um: 12000 });
    await sync.ask(
      'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }',
      { input: { id: edited, mappings: mappingsOf(1000) } },
    );
    expect(await sync.importing(edited)).toMatchObject({ created: 0, updated: 1, errors: 0 });
    expect((await product(60)).attributes).toEqual({ um: 1200000 });
  });

  it('brings goods in where their row says, and asks for a place that there is not', async () => {
    const rows = [reel(80), reel(81), reel(82)];
    const file = sync.reels('placed.db', rows);
    inReels(file, 'alter table reels add column warehouse text');
    inReels(file, `update reels set warehouse = ' l2' where reel_number = '${reelNumber(81)}'`);
    inReels(file, `update reels set warehouse = 'Moon' where reel_number = '${reelNumber(82)}'`);
    const placed = await sync.source({ path: 'placed.db' });
    const run = await sync.importing(placed);
    expect(run).toMatchObject({ created: 2, errors: 1 });
    expect(run.rows).toEqual([
      {
        ...{ outcome: 'ERROR', key: reelNumber(82), code: 'LOCATION_UNKNOWN' },
        message: 'There is no location Moon',
      },
    ]);
    expect(await product(80)).toMatchObject({ stock: [{ location: { code: 'L1' }, onHand: 1 }] });
    expect(await product(81)).toMatchObject({ stock: [{ location: { code: 'L2' }, onHand: 1 }] });
    const { testSyncSource: all } = await sync.ask(
      'query ($id: ID!) { testSyncSource(id: $id) { unmapped mappings { column target } } }',
      { id: placed },
    );
    expect(all.unmapped).toEqual([]);
    expect(all.mappings).toContainEqual({ column: 'warehouse', target: 'location' });
    await sync.ask(
      'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }',
      { input: { id: placed, mappings: [{ column: 'width', target: 'attributes.width' }] } },
    );
    const { testSyncSource: one } = await sync.ask(
      'query ($id: ID!) { testSyncSource(id: $id) { unmapped } }',
      { id: placed },
    );
    expect(one.unmapped).toEqual(expect.arrayContaining(['gsm', 'warehouse', 'logs']));
    for (const read of ['width', 'reel_number', 'status', 'last_date']) {
      expect(one.unmapped).not.toContain(read);
    }
  });
});
