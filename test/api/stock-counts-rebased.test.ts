import { openOperations, type Operations, type SoldSale } from '../support/operations';

// What moved the goods moves a counted figure. What corrected the books does not: 100 on the books and twice 98 on the
// shelf is 98, whichever of the two counts is posted first.

describe('a rebased stock count', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const LINES = 'lines { expectedQuantity countedQuantity variance }';
  const counted = async (productId: string, batchId: string, countedQuantity: number) => {
    const { startStockCount } = await shop.ask(
      'mutation ($at: ID!, $of: [ID!]) { startStockCount(locationId: $at, productIds: $of) { id } }',
      { at: shop.adenta, of: [productId] },
    );
    await shop.ask(
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
      { id: startStockCount.id, lines: [{ batchId, countedQuantity }] },
    );
    return startStockCount.id as string;
  };
  const rebased = async (id: string) =>
    (await shop.ask(`mutation ($id: ID!) { rebaseStockCount(id: $id) { ${LINES} } }`, { id }))
      .rebaseStockCount.lines[0];
  const post = (id: string) =>
    shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "stocktake") { id } }', { id });

  it('writes the same figure off once when two counts found it', async () => {
    const product = await shop.product('TWICE');
    const batch = await shop.receive(shop.adenta, product, 100);
    const [first, second] = [await counted(product, batch, 98), await counted(product, batch, 98)];
    await post(first);
    expect(await rebased(second)).toEqual({
      ...{ expectedQuantity: 98, countedQuantity: 98, variance: 0 },
    });
    await post(second);
    expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 98 });
  });

  it('holds its own figure against a count that found another one', async () => {
    const product = await shop.product('DIFFERENT');
    const batch = await shop.receive(shop.adenta, product, 100);
    const [first, second] = [await counted(product, batch, 90), await counted(product, batch, 98)];
    await post(first);
    await shop.sell(shop.adenta, [{ productId: product, quantity: 5 }]);
    expect(await rebased(second)).toEqual({
      ...{ expectedQuantity: 85, countedQuantity: 93, variance: 8 },
    });
  });

  interface Moved {
    readonly product: string;
    readonly batch: string;
    readonly sale: SoldSale;
  }
  const transfer = async (
    from: string,
    to: string,
    { product, batch }: Moved,
    quantity: number,
  ) => {
    const lines = [{ productId: product, batchId: batch, quantity }];
    const id = await shop.approvedTransfer(from, to, lines);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id });
  };
  /** After a receipt of 50 and a sale of 10, a figure of 38 and this: by how much goods and balance changed. */
  const MOVEMENTS: [string, number, number, (moved: Moved) => Promise<unknown>][] = [
    [
      ...(['a sale', -3, -3] as const),
      ({ product }) => shop.sell(shop.adenta, [{ productId: product, quantity: 3 }]),
    ],
    [
      ...(['a void', 10, 10] as const),
      ({ sale }) =>
        shop.ask('mutation ($id: ID!) { voidSale(id: $id, reason: "x") { id } }', { id: sale.id }),
    ],
    [
      ...(['a refund', 4, 4] as const),
      ({ sale }) =>
        shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
          input: {
            ...{ saleId: sale.id, reason: 'x' },
            lines: [{ saleLineId: sale.lines[0]!.id, quantity: 4 }],
          },
        }),
    ],
    [
      ...(['a transfer out', -6, -6] as const),
      (moved) => transfer(shop.adenta, shop.warehouse, moved, 6),
    ],
    [
      ...(['a transfer out and in', 0, 0] as const),
      async (moved) => {
        await transfer(shop.adenta, shop.warehouse, moved, 6);
        await transfer(shop.warehouse, shop.adenta, moved, 6);
      },
    ],
    ...['DAMAGE', 'LOSS', 'THEFT', 'SAMPLE', 'OTHER'].map(
      (type): [string, number, number, (moved: Moved) => Promise<unknown>] => [
        ...([`an adjustment of type ${type}`, -2, -2] as const),
        ({ batch }) => shop.adjust(batch, shop.adenta, type, -2),
      ],
    ),
    [
      ...(['a RECOUNT', 0, -2] as const),
      ({ batch }) => shop.adjust(batch, shop.adenta, 'RECOUNT', -2),
    ],
    [
      ...(['another count', 0, -1] as const),
      async ({ product, batch }) => post(await counted(product, batch, 39)),
    ],
    [
      ...(['a RECOUNT and a sale', -3, -1] as const),
      async ({ product, batch }) => {
        await shop.adjust(batch, shop.adenta, 'RECOUNT', 2);
        await shop.sell(shop.adenta, [{ productId: product, quantity: 3 }]);
      },
    ],
  ];

  it.each(MOVEMENTS)(
    'moves its figure by what moved the goods: %s',
    async (name, goods, balance, move) => {
      const product = await shop.product(`BY-${name}`);
      const batch = await shop.receive(shop.adenta, product, 50);
      const sale = await shop.sell(shop.adenta, [{ productId: product, quantity: 10 }]);
      const id = await counted(product, batch, 38);
      await move({ product, batch, sale });
      expect(await rebased(id)).toEqual({
        expectedQuantity: 40 + balance,
        countedQuantity: 38 + goods,
        variance: -2 + goods - balance,
      });
      await post(id);
      expect(await shop.level(product, shop.adenta)).toMatchObject({ onHand: 38 + goods });
    },
  );

  it('does not take a correction of the intake for goods', async () => {
    const product = await shop.product('INTAKE');
    const batch = await shop.receive(shop.adenta, product, 50);
    const id = await counted(product, batch, 48);
    await shop.ask(
      'mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 48, reason: "miscounted") { id } }',
      { id: batch },
    );
    expect(await rebased(id)).toEqual({
      ...{ expectedQuantity: 48, countedQuantity: 48, variance: 0 },
    });
  });

  it('shows a gap once in the stock flow, whichever count was posted', async () => {
    const product = await shop.product('FLOW');
    const batch = await shop.receive(shop.adenta, product, 100);
    await post(await counted(product, batch, 98));
    const flow = async () =>
      (
        await shop.ask('query ($id: ID!) { stockFlow(productId: $id) { storefrontCounted } }', {
          id: product,
        })
      ).stockFlow.storefrontCounted;
    expect(await flow()).toBe(98);
    await counted(product, batch, 97);
    await shop.adjust(batch, shop.adenta, 'RECOUNT', -1);
    expect(await flow()).toBe(97);
    await shop.sell(shop.adenta, [{ productId: product, quantity: 2 }]);
    expect(await flow()).toBe(95);
  });
});
