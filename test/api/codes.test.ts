import { inReels, reel } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

// A code is found and refused in whatever way it is written, at every door: GraphQL and a sync import here; SQL in
// test/database/codes.test.ts; files and arguments of the CLI in test/cli.

const CREATE = `mutation ($sku: String!) { createProduct(input: { sku: $sku, name: "x", units: [{ code: " Box\u00a0", factor: 12 }] }) {
  id sku units { code } } }`;
const TWINS = ['SKU123', 'SKU123 ', ' SKU123', 'sku123', '\u00a0SKU123', 'SKU\u200b123'];
const WORDS = ['CAF\u00c9', 'cafe\u0301'];

describe('codes at the API and in a sync', () => {
  let server: SyncServer;
  beforeAll(async () => {
    server = await openSyncServer();
  });
  afterAll(() => server?.close());

  it('eight ways to write a SKU make two products', async () => {
    const answers: string[] = [];
    for (const sku of [...TWINS, ...WORDS]) {
      const { data, errors } = await server.api.request(CREATE, { sku });
      answers.push((data?.createProduct?.sku as string | undefined) ?? errors![0]!.message);
    }
    expect(answers).toEqual([
      'SKU123',
      'SKU SKU123 is already used by product SKU123 (x)',
      'SKU SKU123 is already used by product SKU123 (x)',
      'SKU sku123 is already used by product SKU123 (x)',
      'SKU SKU123 is already used by product SKU123 (x)',
      'SKU SKU123 is already used by product SKU123 (x)',
      'CAF\u00c9',
      'SKU caf\u00e9 is already used by product CAF\u00c9 (x)',
    ]);
  });

  it('a product is found by each of them, and with its leading zeros only', async () => {
    const found = async (sku: string) =>
      (await server.ask('query ($sku: String) { product(sku: $sku) { sku } }', { sku })).product
        ?.sku as string | undefined;
    for (const sku of TWINS) expect([sku, await found(sku)]).toEqual([sku, 'SKU123']);
    for (const sku of WORDS) expect([sku, await found(sku)]).toEqual([sku, 'CAF\u00c9']);
    await server.ask(CREATE, { sku: '0017' });
    expect([await found('0017'), await found('17')]).toEqual(['0017', undefined]);
    const { products } = await server.ask(
      'query ($skus: [String!]) { products(filter: { skus: $skus }) { nodes { sku } totalCount } }',
      { skus: ['sku123 ', 'SKU123', '17', 'Cafe\u0301'] },
    );
    expect(products).toEqual({ nodes: [{ sku: 'CAF\u00c9' }, { sku: 'SKU123' }], totalCount: 2 });
  });

  it('units, places, batch and receipt numbers are found in any case, and shown as they were first written', async () => {
    const { product } = await server.ask('{ product(sku: "sku123") { id units { code } } }');
    expect(product.units).toEqual([{ code: 'Box' }, { code: 'unit' }]);
    const { location } = await server.ask('{ location(code: " l1\u200b") { id code } }');
    expect(location.code).toBe('L1');
    const { receiveStock } = await server.ask(
      `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { batchNumber receivedUnit intakeQuantity } } }`,
      {
        input: {
          locationId: location.id,
          lines: [{ productId: product.id, unit: 'BOX ', quantity: 1, batchNumber: ' Lot 7 ' }],
        },
      },
    );
    expect(receiveStock.batches).toEqual([
      { batchNumber: 'Lot 7', receivedUnit: 'Box', intakeQuantity: 12 },
    ]);
    const { batches } = await server.ask(
      '{ batches(filter: { batchNumber: "LOT  7" }) { totalCount nodes { batchNumber } } }',
    );
    expect(batches).toEqual({ totalCount: 1, nodes: [{ batchNumber: 'Lot 7' }] });
    const { recordSale } = await server.ask(
      'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { receiptNumber lines { quantity } } }',
      {
        input: {
          locationId: location.id,
          receiptNumber: 'R\u00a0 77 ',
          lines: [{ productId: product.id, unit: ' bOX', quantity: 1 }],
        },
      },
    );
    expect(recordSale).toEqual({ receiptNumber: 'R 77', lines: [{ quantity: 12 }] });
    const { sale } = await server.ask('{ sale(receiptNumber: " r 77") { receiptNumber } }');
    expect(sale).toEqual({ receiptNumber: 'R 77' });
  });

  it('a channel has one name, in whatever way it is written', async () => {
    const REPORT = `mutation ($channel: String!, $sku: String!, $code: String) {
      reportChannelStock(channel: $channel, stock: { sku: $sku, locationCode: $code, quantity: 5 }) }`;
    await server.ask(REPORT, { channel: 'Web Shop', sku: 'sku123', code: 'l1' });
    await server.ask(REPORT, { channel: ' web  shop', sku: 'SKU\u200b123', code: 'L1 ' });
    await server.ask(REPORT, { channel: 'WEB SHOP', sku: 'cafe\u0301' });
    expect(
      await server.rows('select channel, quantity::int from inventory.channel_stock order by 1, 2'),
    ).toEqual([
      { channel: 'Web Shop', quantity: 5 },
      { channel: 'Web Shop', quantity: 5 },
    ]);
  });

  it('a sync imports the eight as batches of two products', async () => {
    const keys = [...TWINS, ...WORDS].map((_, at) => `KEY-${at}`);
    const file = server.reels(
      'twins.db',
      keys.map((key, at) => ({ ...reel(at), reel_number: key, grade: [...TWINS, ...WORDS][at]! })),
    );
    inReels(file, `update reels set profile_name = 'Sheet'`);
    const id = await server.source({
      name: 'Twins',
      path: 'twins.db',
      mappings: [
        { column: 'grade', target: 'sku' },
        { column: 'profile_name', target: 'name' },
        { column: 'reel_number', target: 'batchNumber' },
      ],
    });
    const run = await server.importing(id);
    expect(run).toMatchObject({ seen: 8, created: 8, errors: 0 });
    expect(
      await server.rows(
        `select p.sku, p.name, count(*)::int as batches from inventory.product_mappings m
         join inventory.products p on p.id = m.product_id group by 1, 2 order by 1`,
      ),
    ).toEqual([
      { sku: 'CAF\u00c9', name: 'Sheet', batches: 2 },
      { sku: 'SKU123', name: 'Sheet', batches: 6 },
    ]);
    const { rows } = await server.database.pools.super.query(
      `select from inventory.products where sku_key in ('sku123', 'caf\u00e9')`,
    );
    expect(rows).toHaveLength(2);
  });
});
