import { openOperations, type Operations } from '../support/operations';

// ELEC-0007, 10 mm armoured cable: a warehouse, two storefronts, and a stock count that shows a gap. All figures were
// computed by hand.

describe('ELEC-0007', () => {
  let shop: Operations;
  let cable: string;
  let batch: string;

  beforeAll(async () => {
    shop = await openOperations();
    cable = await shop.product('ELEC-0007', { baseUnit: 'm' });
    batch = await shop.receive(shop.warehouse, cable, 46);
  });
  afterAll(() => shop?.close());

  const flow = async () =>
    (
      await shop.ask(
        `query ($id: ID!) { stockFlow(productId: $id) { product { sku } intake adjusted transferredOut warehouseAvailable
           storefrontReceived sold refunded storefrontExpected storefrontCounted storefrontGap inTransit } }`,
        { id: cable },
      )
    ).stockFlow;
  const count = async (locationId: string, counted: number) => {
    const { startStockCount } = await shop.ask(
      'mutation ($at: ID!) { startStockCount(locationId: $at) { id lines { batch { id } expectedQuantity } } }',
      { at: locationId },
    );
    const { recordCount } = await shop.ask(
      `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) {
         id status lines { expectedQuantity countedQuantity variance } } }`,
      { id: startStockCount.id, lines: [{ batchId: batch, countedQuantity: counted }] },
    );
    return recordCount;
  };

  it('adjusts the warehouse by net +2 and leaves the intake alone', async () => {
    await shop.adjust(batch, shop.warehouse, 'DAMAGE', -4);
    await shop.adjust(batch, shop.warehouse, 'THEFT', -6);
    await shop.adjust(batch, shop.warehouse, 'SAMPLE', -5);
    await shop.adjust(batch, shop.warehouse, 'DAMAGE', -3);
    await shop.adjust(batch, shop.warehouse, 'RECOUNT', 14);
    await shop.adjust(batch, shop.warehouse, 'RECOUNT', 6);
    expect(await flow()).toMatchObject({ intake: 46, adjusted: 2, warehouseAvailable: 48 });
  });

  it('transfers 43 of the same batch to the storefronts', async () => {
    for (const [to, quantity] of [
      [shop.adenta, 10],
      [shop.adenta, 10],
      [shop.cowLane, 3],
      [shop.cowLane, 20],
    ] as const) {
      const id = await shop.approvedTransfer(shop.warehouse, to, [{ productId: cable, quantity }]);
      const { fulfillTransfer } = await shop.ask(
        'mutation ($id: ID!) { fulfillTransfer(id: $id) { status lines { allocations { batch { id } quantity } } } }',
        { id },
      );
      expect(fulfillTransfer).toEqual({
        status: 'FULFILLED',
        lines: [{ allocations: [{ batch: { id: batch }, quantity }] }],
      });
    }
    expect(await flow()).toMatchObject({ transferredOut: 43, warehouseAvailable: 5, inTransit: 0 });
  });

  it('sells 10 at the storefronts and refunds 3', async () => {
    await shop.sell(shop.adenta, [{ productId: cable, quantity: 4 }]);
    const sale = await shop.sell(shop.cowLane, [{ productId: cable, quantity: 6 }]);
    await shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
      input: {
        saleId: sale.id,
        reason: 'too short',
        lines: [{ saleLineId: sale.lines[0]!.id, quantity: 3 }],
      },
    });
    expect(await flow()).toMatchObject({ storefrontCounted: null, storefrontGap: null });
  });

  it('shows the gap when the storefronts are counted: 23 counted, 36 expected', async () => {
    const adenta = await count(shop.adenta, 20);
    const cowLane = await count(shop.cowLane, 3);
    expect(adenta.lines).toEqual([{ expectedQuantity: 16, countedQuantity: 20, variance: 4 }]);
    expect(cowLane.lines).toEqual([{ expectedQuantity: 20, countedQuantity: 3, variance: -17 }]);
    expect(await flow()).toEqual({
      product: { sku: 'ELEC-0007' },
      ...{ intake: 46, adjusted: 2, transferredOut: 43, warehouseAvailable: 5 },
      ...{ storefrontReceived: 43, sold: 10, refunded: 3, storefrontExpected: 36 },
      ...{ storefrontCounted: 23, storefrontGap: -13, inTransit: 0 },
    });

    // The count has not changed stock; posting it does.
    const posted = await Promise.all(
      [adenta, cowLane].map(({ id }) =>
        shop.ask(
          'mutation ($id: ID!) { postStockCount(id: $id, reason: "stocktake") { status } }',
          { id },
        ),
      ),
    );
    expect(posted.map(({ postStockCount }) => postStockCount.status)).toEqual(['POSTED', 'POSTED']);
    expect(await flow()).toMatchObject({
      ...{
        intake: 46,
        adjusted: 2,
        storefrontExpected: 23,
        storefrontCounted: 23,
        storefrontGap: 0,
      },
    });
  });

  it('adds up in the batch: intake = remaining + in transit + sold - refunded - adjusted', async () => {
    const { batch: found } = await shop.ask(
      `query ($id: ID!) { batch(id: $id) { intakeQuantity soldQuantity refundedQuantity adjustedQuantity
         transferredOutQuantity transferredInQuantity remainingQuantity } }`,
      { id: batch },
    );
    expect(found).toEqual({
      ...{ intakeQuantity: 46, soldQuantity: 10, refundedQuantity: 3, adjustedQuantity: -11 },
      ...{ transferredOutQuantity: 43, transferredInQuantity: 43, remainingQuantity: 28 },
    });
  });
});
