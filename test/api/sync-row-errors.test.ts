import { inReels, reel, reelNumber, type Reel } from '../sync/reels';
import { openSyncServer, type Run, type SyncServer } from '../sync/sync-server';

describe('rows that cannot be imported', () => {
  let sync: SyncServer;
  const reported = (run: Run) =>
    run.rows.map(({ key, code }) => `${key} ${code}`).sort((a, b) => (a < b ? -1 : 1));
  const addsUp = (run: Run) =>
    expect(
      run.created + run.updated + run.exported + run.skipped + run.conflicts + run.errors,
    ).toBe(run.seen);
  const importing = async (name: string, reels: Reel[], more: object = {}) => {
    sync.reels(name, reels);
    const id = await sync.source({ path: name, ...more });
    const run = await sync.importing(id);
    addsUp(run);
    return { id, run, file: `${sync.folder}/shop/${name}` };
  };

  beforeAll(async () => {
    sync = await openSyncServer();
  });
  afterAll(() => sync?.close());

  it('are reported as errors, and the others are imported', async () => {
    const { run, id } = await importing('dirty.db', [
      reel(1),
      { ...reel(2), reel_number: null },
      { ...reel(3), reel_number: '  ' },
      { ...reel(4), reel_number: 'x'.repeat(129) },
      { ...reel(5), reel_number: 'TWICE' },
      { ...reel(6), reel_number: 'TWICE' },
      { ...reel(7), status: 'Lost' },
      { ...reel(8), status: null },
      { ...reel(9), status: 'in-stock' },
      { ...reel(10), receive_date: '2026-02-30' },
      { ...reel(11), receive_date: 'yesterday' },
      { ...reel(12), reel_number: 'K'.repeat(65) }, // longer than a SKU may be
      { ...reel(13), profile_name: 'n'.repeat(201) },
      { ...reel(14), profile_name: 'n'.repeat(200) },
      { ...reel(15), comments: '📦'.repeat(2500) }, // 10 KB
      { ...reel(16), comments: 'a "quote", a \\ and a \n', logs: '{"json": [1]}' },
      { reel_number: 'BARE', status: 'In-stock' }, // all other columns are null
      reel(17),
    ]);
    expect(run).toMatchObject({ seen: 18, created: 6, errors: 12, status: 'SUCCEEDED' });
    expect(reported(run)).toEqual(
      [
        `${'K'.repeat(65)} TEXT_INVALID`,
        'R-000007 STATUS_UNKNOWN',
        'R-000008 STATUS_UNKNOWN',
        'R-000009 STATUS_UNKNOWN',
        'R-000010 VALUE_NOT_DATE',
        'R-000011 VALUE_NOT_DATE',
        'R-000013 TEXT_INVALID',
        'TWICE KEY_DUPLICATE',
        'TWICE KEY_DUPLICATE',
        'null KEY_MISSING',
        `${' '.repeat(2)} KEY_MISSING`,
        `${'x'.repeat(128)} KEY_INVALID`,
      ].sort(),
    );
    const { product } = (await sync.ask(
      `{ product(sku: "${reelNumber(15)}") { attributes } bare: product(sku: "BARE") { name attributes } }`,
    )) as { product: { attributes: { comments: string } } };
    expect(product.attributes.comments).toBe('📦'.repeat(2500));
    // A row that cannot be imported leaves no receipt.
    expect(
      await sync.rows('select count(*)::int as n from inventory.receipts where reference like $1', [
        'K%',
      ]),
    ).toEqual([{ n: 0 }]);
    expect(await sync.importing(id)).toMatchObject({
      created: 0,
      updated: 0,
      skipped: 6,
      errors: 12,
    });
  });

  it('are identified by their row number when they have no key', async () => {
    const { run } = await importing('keyless.db', [reel(20), { ...reel(21), reel_number: null }]);
    const { syncRun } = await sync.ask(
      'query ($id: ID!) { syncRun(id: $id) { rows { outcome key rowNumber code message } } }',
      { id: run.id },
    );
    expect(syncRun.rows).toEqual([
      {
        outcome: 'ERROR',
        key: null,
        rowNumber: 2,
        code: 'KEY_MISSING',
        message: 'The row has no key',
      },
    ]);
  });

  it('are those whose key another row of the product has, written differently', async () => {
    const alike = ['PAPER-1', 'paper-1', ' PAPER-1', 'PAPER-1\u00a0', 'PAPER-\u200b1'];
    const { run, id, file } = await importing(
      'alike.db',
      alike.map((key, at) => ({ ...reel(40 + at), reel_number: key })),
    );
    expect(run).toMatchObject({ seen: 5, created: 1, errors: 4 });
    expect(run.rows).toEqual(
      alike.slice(1).map((key) => ({
        ...{ outcome: 'ERROR', key, code: 'KEY_DUPLICATE' },
        message:
          'It is the key "PAPER-1" of the same product, written differently; only one of them is imported',
      })),
    );
    const stock = async (): Promise<number> =>
      (await sync.ask('{ product(sku: "PAPER-1") { stock { onHand } } }')).product.stock.reduce(
        (sum: number, { onHand }: { onHand: number }) => sum + onHand,
        0,
      );
    expect(await stock()).toBe(1);

    // Sold here, the row is written back by its own key. The others stay refused, in a later run too.
    await sync.sell(id, 'PAPER-1');
    expect(await sync.exporting(id)).toMatchObject({ exported: 1, conflicts: 0 });
    const statuses = inReels(file, 'select reel_number, status from reels order by rowid');
    expect(statuses).toEqual(alike.map((key, at) => [key, at === 0 ? 'Sold' : 'In-stock']));
    expect(await sync.importing(id)).toMatchObject({ created: 0, skipped: 1, errors: 4 });
    expect(await stock()).toBe(0);

    // Keys that differ in case may be of two products.
    const sku = { mappings: [{ column: 'qr_code', target: 'sku' }] };
    const letters = ['aB', 'Ab'].map((key, at) => ({ ...reel(50 + at), reel_number: key }));
    expect((await importing('letters.db', letters, sku)).run).toMatchObject({
      created: 2,
      errors: 0,
    });
  });

  it('are found among many valid rows of a page', async () => {
    const bad = new Set([1000, 1001, 1137, 1249, 1250, 1499, 1500, 1999]);
    const reels = Array.from({ length: 1000 }, (_, at) => ({
      ...reel(1000 + at),
      ...(bad.has(1000 + at) && { profile_name: 'n'.repeat(201) }),
    }));
    const { run, id, file } = await importing('many.db', reels);
    expect(run).toMatchObject({ seen: 1000, created: 992, errors: 8 });
    expect(reported(run)).toEqual([...bad].map((index) => `${reelNumber(index)} TEXT_INVALID`));

    // Invalid changes of imported rows are errors too; the other changes are imported.
    inReels(file, `update reels set breaks = 99 where rowid % 10 = 3`);
    inReels(file, `update reels set profile_name = ? where rowid in (4, 444)`, 'n'.repeat(201));
    inReels(file, `update reels set profile_name = 'fine' where rowid = 1`);
    const again = await sync.importing(id);
    addsUp(again);
    expect(again).toMatchObject({ created: 1, updated: 100, skipped: 890, errors: 9 });
  });

  it.each([
    [
      'another expiry date than its lot has',
      'LOT_EXPIRY_DIFFERS',
      30,
      /^Lot \S+ expires on 2099-01-01, not on 2099-04-01$/,
    ],
    [
      'a product without stock',
      'PRODUCT_NOT_TRACKED',
      31,
      /^Inventory of product \S+ is not tracked$/,
    ],
    [
      'an expiry before its receipt',
      'EXPIRY_BEFORE_RECEIPT',
      32,
      /^Lot \S+ expired on 2026-04-01, before it was received on 2026-05-01$/,
    ],
  ])('report the rule that refuses %s', async (_, code, index, message) => {
    const sku = reelNumber(index);
    const create = async (more: object = {}) =>
      (
        await sync.ask(
          'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }',
          {
            input: { sku, name: sku, ...more },
          },
        )
      ).createProduct.id as string;
    if (code === 'LOT_EXPIRY_DIFFERS') {
      const lot = { batchNumber: sku, expiryDate: '2099-01-01' };
      const line = { productId: await create(), quantity: 1, ...lot };
      await sync.ask(
        'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
        {
          input: { locationId: sync.shop.location, lines: [line] },
        },
      );
    }
    if (code === 'PRODUCT_NOT_TRACKED') await create({ trackInventory: false });
    const mappings =
      code !== 'PRODUCT_NOT_TRACKED'
        ? [
            { column: 'last_date', target: 'expiryDate' },
            { column: 'receive_date', target: 'receivedAt' },
          ]
        : null;
    const late = {
      ...reel(index),
      receive_date: '2026-05-01',
      last_date: code === 'LOT_EXPIRY_DIFFERS' ? '2099-04-01' : '2026-04-01',
    };
    const { run } = await importing(`refused-${index}.db`, [late, reel(index + 500)], { mappings });
    expect(run).toMatchObject({ seen: 2, created: 1, errors: 1 });
    expect(run.rows).toEqual([
      { outcome: 'ERROR', key: sku, code, message: expect.stringMatching(message) as string },
    ]);
  });

  it('are those of more than the largest quantity, one by one and with the figures', async () => {
    const LARGE = 'QUANTITY_TOO_LARGE';
    const lengths = [7, 10 ** 12, 10 ** 12 + 1, 9007199254740991];
    const { run, id, file } = await importing(
      'large.db',
      lengths.map((length, at) => ({ ...reel(80 + at), length })),
      { quantityColumn: 'length' },
    );
    const large = (at: number, length: number) => ({
      ...{ outcome: 'ERROR', key: reelNumber(80 + at), code: LARGE },
      message: `${length} base units are more than 1000000000000`,
    });
    expect(run).toMatchObject({ seen: 4, created: 2, errors: 2, status: 'SUCCEEDED' });
    expect(run.rows).toEqual([large(2, 10 ** 12 + 1), large(3, 9007199254740991)]);

    // A row that has been imported, and a dry run.
    inReels(file, `update reels set length = 1000000000002 where reel_number = ?`, reelNumber(80));
    const again = await sync.importing(id);
    addsUp(again);
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: 1, errors: 3 });
    expect(again.rows).toContainEqual(large(0, 10 ** 12 + 2));
    const dry = await sync.ask(
      'mutation ($id: ID!) { importProducts(sourceId: $id, all: true, dryRun: true) { errors } }',
      { id },
    );
    expect(dry.importProducts).toEqual({ errors: 3 });
    expect(
      await sync.rows(
        'select conflict from inventory.product_mappings where source_id = $1 order by external_key',
        [id],
      ),
    ).toEqual([{ conflict: LARGE }, { conflict: null }]);
  });

  it('are all counted, and the first 10,000 of a run are stored', async () => {
    const { run } = await importing(
      'lost.db',
      Array.from({ length: 10_500 }, (_, index) => ({ ...reel(3000 + index), status: 'Lost' })),
    );
    expect(run).toMatchObject({ seen: 10_500, errors: 10_500 });
    expect(run.rows).toHaveLength(1000); // the API returns the first 1,000
    expect(
      await sync.rows('select count(*)::int as n from inventory.sync_run_rows where run_id = $1', [
        run.id,
      ]),
    ).toEqual([{ n: 10_000 }]);
  });

  it('are only those whose value is not in the look-up table', async () => {
    const { run } = await importing(
      'lookup.db',
      [reel(70), reel(71), { ...reel(72), grade: 'OTHER' }],
      {
        mappings: [
          {
            ...{ column: 'grade', target: 'name' },
            transforms: [
              { name: 'LOOKUP', table: { FLUTING: 'Fluting', LINER: 'Liner', KRAFT: 'Kraft' } },
            ],
          },
        ],
      },
    );
    expect(run).toMatchObject({ created: 2, errors: 1 });
    expect(run.rows).toMatchObject([
      {
        ...{ key: reelNumber(72), code: 'VALUE_NOT_IN_TABLE' },
        message: 'grade: "OTHER" is not in the look-up table',
      },
    ]);
  });
});
