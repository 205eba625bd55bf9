import { openOperations, type Operations } from '../support/operations';

describe('stock counts', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const LINES = 'lines { batch { id } expectedQuantity countedQuantity variance counted outdated }';
  const start = async (location: string, products: string[]) =>
    (
      await shop.ask(
        `mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id status ${LINES} } }`,
        { at: location, of: products },
      )
    ).startStockCount;
  const record = async (id: string, lines: object[]) =>
    (
      await shop.ask(
        `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id ${LINES} } }`,
        { id, lines },
      )
    ).recordCount;
  const POST = `mutation ($id: ID!) { postStockCount(id: $id, reason: "stocktake") { status postedBy reason ${LINES} } }`;

  it('post the variances of counted batches once, with quantities in packs and in base units', async () => {
    const product = await shop.product('COUNT', { units: [{ code: 'pack', factor: 6 }] });
    const counted = await shop.receive(shop.adenta, product, 20);
    const uncounted = await shop.receive(shop.adenta, product, 7);
    const { id, lines } = await start(shop.adenta, [product]);
    expect(lines).toEqual(
      [counted, uncounted].map((batch, n) => ({
        ...{ batch: { id: batch }, expectedQuantity: [20, 7][n], countedQuantity: [20, 7][n] },
        ...{ variance: 0, counted: false, outdated: false },
      })),
    );
    await record(id, [
      { batchId: counted, countedQuantity: 2, unit: 'pack' },
      { batchId: counted, countedQuantity: 5 },
    ]);
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 27 });
    const { postStockCount } = await shop.ask(POST, { id });
    expect(postStockCount).toMatchObject({
      status: 'POSTED',
      postedBy: 'tester',
      reason: 'stocktake',
    });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 24 });
    expect(await shop.refused(POST, { id })).toMatchObject({ code: 'ILLEGAL_TRANSITION' });
    expect(
      await shop.refused(
        'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
        { id, lines: [{ batchId: counted, countedQuantity: 1 }] },
      ),
    ).toMatchObject({ code: 'COUNT_CLOSED', details: { field: 'stockCountId' } });
  });

  it('are of goods that have stock', async () => {
    const part = await shop.product('PART');
    const kit = await shop.product('WHOLE', {
      kind: 'KIT',
      components: [{ productId: part, quantity: 1 }],
    });
    const postage = await shop.product('POSTAGE', { trackInventory: false });
    const START =
      'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }';
    const refused = (...of: string[]) => shop.refused(START, { at: shop.adenta, of });
    expect(await refused(part, kit)).toMatchObject({
      code: 'KIT_NOT_STOCKED',
      details: { field: 'productIds[1]', sku: 'WHOLE', components: [{ sku: 'PART' }] },
    });
    expect(await refused(postage, kit)).toMatchObject({
      code: 'PRODUCT_NOT_TRACKED',
      details: { field: 'productIds[0]', sku: 'POSTAGE' },
    });
  });

  it('report the movements since the count, and keep the variance when they are rebased', async () => {
    const product = await shop.product('OUTDATED');
    const batch = await shop.receive(shop.adenta, product, 25);
    const { id } = await start(shop.adenta, [product]);
    await shop.sell(shop.adenta, [{ productId: product, quantity: 1 }]); // before the count
    await record(id, [{ batchId: batch, countedQuantity: 20 }]); // 4 are missing
    await shop.sell(shop.adenta, [{ productId: product, quantity: 2 }]); // after the count
    expect(await shop.refused(POST, { id })).toMatchObject({
      code: 'COUNT_OUTDATED',
      details: {
        stockCountId: id,
        lines: [
          {
            ...{
              batchId: batch,
              expected: 24,
              counted: 20,
              balance: 22,
              seenSequence: 2,
              sequence: 3,
            },
            movements: [{ kind: 'SALE', quantity: -2, sequence: 3, actor: 'tester' }],
          },
        ],
      },
    });
    const { rebaseStockCount } = await shop.ask(
      `mutation ($id: ID!) { rebaseStockCount(id: $id) { ${LINES} } }`,
      { id },
    );
    expect(rebaseStockCount.lines).toEqual([
      {
        ...{ batch: { id: batch }, expectedQuantity: 22, countedQuantity: 18, variance: -4 },
        ...{ counted: true, outdated: false },
      },
    ]);
    await shop.ask(POST, { id });
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 18 });
  });

  it('accept a batch that was not expected there, and change nothing when cancelled', async () => {
    const product = await shop.product('FOUND');
    const batch = await shop.receive(shop.warehouse, product, 3);
    const { id, lines } = await start(shop.cowLane, [product]);
    expect(lines).toEqual([]);
    await record(id, [{ batchId: batch, countedQuantity: 1 }]);
    await shop.ask(POST, { id });
    expect(await shop.level(product, shop.cowLane)).toMatchObject({ onHand: 1 });

    const other = await start(shop.cowLane, [product]);
    await record(other.id, [{ batchId: batch, countedQuantity: 0 }]);
    const { cancelStockCount } = await shop.ask(
      'mutation ($id: ID!) { cancelStockCount(id: $id) { status } }',
      { id: other.id },
    );
    expect(cancelStockCount).toEqual({ status: 'CANCELLED' });
    expect(await shop.level(product, shop.cowLane)).toMatchObject({ onHand: 1 });
  });

  it('name the line of invalid input', async () => {
    const product = await shop.product('BAD-COUNT');
    const batch = await shop.receive(shop.adenta, product, 3);
    const { id } = await start(shop.adenta, [product]);
    const bad = (line: object) =>
      shop.refused(
        'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
        { id, lines: [{ batchId: batch, countedQuantity: 1 }, line] },
      );
    expect(await bad({ batchId: batch, countedQuantity: -1 })).toMatchObject({
      ...{ code: 'COUNT_NEGATIVE', details: { field: 'lines[1].countedQuantity' } },
    });
    expect(await bad({ batchId: batch, countedQuantity: 1, unit: 'crate' })).toMatchObject({
      ...{ code: 'UNIT_UNKNOWN', details: { field: 'lines[1].unit' } },
    });
    expect(await bad({ batchId: id, countedQuantity: 1 })).toMatchObject({
      ...{ code: 'BATCH_UNKNOWN', details: { field: 'lines[1].batchId' } },
    });
  });
});
