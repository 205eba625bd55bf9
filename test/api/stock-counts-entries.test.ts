import { openOperations, type Operations } from '../support/operations';

// Every quantity that somebody recorded is an entry of its line; the line's figure is what the entries say, with the goods
// that moved since they were counted.

describe('the entries of a stock count', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const RECORD = `mutation ($id: ID!, $lines: [CountLineInput!]!, $key: String) {
    recordCount(stockCountId: $id, lines: $lines, idempotencyKey: $key) {
      lines { batch { id } expectedQuantity countedQuantity variance version
        entries { version actor mode quantity unit sequence } } } }`;

  /** A product with a batch of that quantity, and an open count of it. */
  async function sheet(sku: string, quantity: number, more: object = {}) {
    const product = await shop.product(sku, more);
    const batch = await shop.receive(shop.adenta, product, quantity);
    const { startStockCount } = await shop.ask(
      'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }',
      { at: shop.adenta, of: [product] },
    );
    const id = startStockCount.id as string;
    const input = (lines: object[], key?: string) => ({
      ...{ id, key, lines: lines.map((line) => ({ batchId: batch, ...line })) },
    });
    return {
      ...{ id, product, batch },
      sell: (sold: number) => shop.sell(shop.adenta, [{ productId: product, quantity: sold }]),
      record: async (lines: object[], key?: string) =>
        (await shop.ask(RECORD, input(lines, key))).recordCount.lines[0],
      refused: (lines: object[], key?: string) => shop.refused(RECORD, input(lines, key)),
      post: () =>
        shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "stocktake") { id } }', {
          id,
        }),
      onHand: async () => (await shop.level(product, shop.adenta)).onHand,
    };
  }

  it('move a figure that was counted offline by the sales that came before it arrived', async () => {
    const { id, sell, record, post, onHand } = await sheet('OFFLINE', 100);
    const sequence = async () =>
      (await shop.ask('query ($id: ID!) { stockCount(id: $id) { lines { sequence } } }', { id }))
        .stockCount.lines[0].sequence;
    expect(await sequence()).toBe(1);
    await sell(7);
    expect(await sequence()).toBe(2);
    // Counted after the receipt, sequence 1, and before the sale: 2 are missing.
    expect(await record([{ countedQuantity: 98, expectedSequence: 1 }])).toMatchObject({
      ...{ expectedQuantity: 93, countedQuantity: 91, variance: -2 },
      entries: [{ mode: 'SET', quantity: 98, sequence: 1 }],
    });
    await post();
    expect(await onHand()).toBe(91);
  });

  it('do not move an offline figure by the correction of another count', async () => {
    const { product, batch, record } = await sheet('OFFLINE-AND-POSTED', 100);
    const other = await shop.ask(
      'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }',
      { at: shop.adenta, of: [product] },
    );
    const id = other.startStockCount.id;
    await shop.ask(RECORD, { id, lines: [{ batchId: batch, countedQuantity: 98 }] });
    await shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "x") { id } }', { id });
    expect(await record([{ countedQuantity: 98, expectedSequence: 1 }])).toMatchObject({
      ...{ expectedQuantity: 98, countedQuantity: 98, variance: 0 },
    });
  });

  it('are refused at a position that the chain has not reached, with both figures', async () => {
    const { record, refused, batch } = await sheet('AHEAD', 10);
    for (const expectedSequence of [2, -1]) {
      expect(
        await refused([{ countedQuantity: 9 }, { countedQuantity: 1, expectedSequence }]),
      ).toMatchObject({
        code: 'SEQUENCE_NOT_REACHED',
        details: {
          ...{ field: 'lines[1].expectedSequence', batchId: batch },
          ...{ expected: expectedSequence, current: 1 },
        },
      });
    }
    expect(await record([{ countedQuantity: 9, expectedSequence: 1 }])).toMatchObject({
      version: 1,
    });
  });

  it('are refused when more has left since than was counted', async () => {
    const { sell, refused } = await sheet('TOO-FEW', 10);
    await sell(6);
    expect(await refused([{ countedQuantity: 5, expectedSequence: 1 }])).toMatchObject({
      code: 'COUNT_NEGATIVE',
      details: { counted: 5, moved: -6 },
    });
  });

  it('add up with mode ADD, and start anew with SET', async () => {
    const { record } = await sheet('SHELVES', 100, { units: [{ code: 'pack', factor: 6 }] });
    expect(await record([{ countedQuantity: 40, mode: 'ADD' }])).toMatchObject({
      countedQuantity: 40,
    });
    expect(await record([{ countedQuantity: 5, mode: 'ADD', unit: 'pack' }])).toMatchObject({
      countedQuantity: 70,
      variance: -30,
    });
    expect(await record([{ countedQuantity: 90 }])).toMatchObject({ countedQuantity: 90 });
    expect(await record([{ countedQuantity: 9, mode: 'ADD' }])).toMatchObject({
      ...{ countedQuantity: 99, version: 4 },
      entries: [
        { version: 1, mode: 'ADD', quantity: 40, unit: 'unit', sequence: 1, actor: 'tester' },
        { version: 2, mode: 'ADD', quantity: 30, unit: 'pack' },
        { version: 3, mode: 'SET', quantity: 90 },
        { version: 4, mode: 'ADD', quantity: 9 },
      ],
    });
  });

  it('of one request are one quantity, which replaces the figure when one of its lines does', async () => {
    const { record } = await sheet('REQUEST', 100);
    await record([{ countedQuantity: 50 }]);
    const added = await record([
      { countedQuantity: 1, mode: 'ADD', expectedVersion: 1 },
      { countedQuantity: 2, mode: 'ADD', expectedVersion: 1 },
    ]);
    expect(added).toMatchObject({ countedQuantity: 53, version: 3 });
    const replaced = await record([
      { countedQuantity: 4, mode: 'ADD' },
      { countedQuantity: 60 },
      { countedQuantity: 20, mode: 'SET' },
    ]);
    expect(replaced).toMatchObject({ countedQuantity: 84, version: 6 });
  });

  it.each([
    ['in the order in which they were counted', [0, 1]],
    ['the later one first', [1, 0]],
  ])('add up with a sale in between, arriving %s', async (name, order) => {
    const { sell, record } = await sheet(`PARTS-${name}`, 70);
    await sell(1);
    const parts = [
      { countedQuantity: 40, mode: 'ADD', expectedSequence: 1 }, // the one sold was among these
      { countedQuantity: 30, mode: 'ADD', expectedSequence: 2 },
    ];
    let line;
    for (const part of order) line = await record([parts[part]!]);
    expect(line).toMatchObject({ expectedQuantity: 69, countedQuantity: 69, variance: 0 });
    await sell(2);
    expect(await record([{ countedQuantity: 0, mode: 'ADD' }])).toMatchObject({
      ...{ expectedQuantity: 67, countedQuantity: 67, variance: 0 },
    });
  });

  it('refuse an expected version that the line has passed, with the entries in between', async () => {
    const { batch, record, refused } = await sheet('STALE', 100);
    await record([{ countedQuantity: 97, expectedVersion: 0 }]);
    await record([{ countedQuantity: 3, mode: 'ADD' }]);
    expect(await refused([{ countedQuantity: 98, expectedVersion: 0 }])).toMatchObject({
      code: 'STALE_VERSION',
      details: {
        ...{ field: 'lines[0].expectedVersion', batchId: batch, expected: 0, current: 2 },
        entries: [
          { version: 1, actor: 'tester', mode: 'SET', quantity: 97, at: expect.any(String) },
          { version: 2, actor: 'tester', mode: 'ADD', quantity: 3, at: expect.any(String) },
        ],
      },
    });
    expect((await refused([{ countedQuantity: 98, expectedVersion: 1 }])).details).toMatchObject({
      entries: [{ version: 2 }],
    });
    const line = await record([{ countedQuantity: 98, expectedVersion: 2 }]);
    expect(line).toMatchObject({ countedQuantity: 98, version: 3 });
    expect(line.entries).toHaveLength(3);
  });

  it('are recorded once when a request is sent again with its key', async () => {
    const { record, refused } = await sheet('AGAIN', 100);
    await record([{ countedQuantity: 40, mode: 'ADD' }], 'first-shelf');
    expect(await record([{ countedQuantity: 40, mode: 'ADD' }], 'first-shelf')).toMatchObject({
      ...{ countedQuantity: 40, version: 1 },
    });
    expect(await refused([{ countedQuantity: 41, mode: 'ADD' }], 'first-shelf')).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await record([{ countedQuantity: 40, mode: 'ADD' }], 'second-shelf')).toMatchObject({
      ...{ countedQuantity: 80, version: 2 },
    });
  });
});
