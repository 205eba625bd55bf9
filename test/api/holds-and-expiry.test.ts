import { openOperations, type Operations } from '../support/operations';

describe('holds and expiry', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const hold = async (mutation: string, id: string) =>
    (
      await shop.ask(
        `mutation ($id: ID!) { ${mutation}(id: $id, reason: "glass in it") { status } }`,
        { id },
      )
    )[mutation];

  it('a quarantined batch cannot be sold, transferred or reserved until it is released', async () => {
    const product = await shop.product('GLASS');
    const batch = await shop.receive(shop.warehouse, product, 10);
    expect(await hold('quarantineBatch', batch)).toEqual({ status: 'QUARANTINED' });
    expect(await shop.level(product, shop.warehouse)).toMatchObject({
      ...{ onHand: 10, quarantined: 10, available: 0 },
    });
    const SELL = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
    const sale = {
      input: { locationId: shop.warehouse, lines: [{ productId: product, quantity: 1 }] },
    };
    expect(await shop.refused(SELL, sale)).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    const named = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: product, quantity: 1, batchId: batch },
    ]);
    expect(
      await shop.refused('mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }', { id: named }),
    ).toMatchObject({
      code: 'BATCH_NOT_SELLABLE',
      details: { batchId: batch, hold: 'QUARANTINED' },
    });
    expect(
      await shop.refused(
        'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }',
        {
          input: {
            productId: product,
            locationId: shop.warehouse,
            quantity: 1,
            expiresInSeconds: 9,
          },
        },
      ),
    ).toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    expect(
      await shop.refused('mutation ($id: ID!) { quarantineBatch(id: $id, reason: "x") { id } }', {
        id: batch,
      }),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION' });

    expect(await hold('recallBatch', batch)).toEqual({ status: 'RECALLED' });
    expect(await hold('releaseBatch', batch)).toEqual({ status: 'ACTIVE' });
    await shop.ask(SELL, sale);
  });

  it('traceBatch shows the receipt of a batch, and its locations, transfers and sales', async () => {
    const product = await shop.product('TRACED');
    const { receiveStock } = await shop.ask(
      'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { id } } }',
      {
        input: {
          ...{ locationId: shop.warehouse, supplier: 'Glassworks', reference: 'PO-9' },
          lines: [{ productId: product, batchNumber: 'T-1', quantity: 20 }],
        },
      },
    );
    const batch = receiveStock.batches[0].id;
    const id = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: product, quantity: 8 },
    ]);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id });
    const sale = await shop.sell(shop.adenta, [{ productId: product, quantity: 5 }]);
    await shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
      input: {
        saleId: sale.id,
        reason: 'back',
        lines: [{ saleLineId: sale.lines[0]!.id, quantity: 2 }],
      },
    });
    await hold('recallBatch', batch);
    const { traceBatch } = await shop.ask(
      `query ($id: ID!) { traceBatch(id: $id) { batch { status } inTransit receipt { supplier reference }
         locations { location { code } quantity soldQuantity refundedQuantity transferredInQuantity transferredOutQuantity }
         transfers { id to { code } } sales { totalCount nodes { quantity returnedQuantity location { code } sale { id } } } } }`,
      { id: batch },
    );
    expect(
      traceBatch.locations.sort((a: Place, b: Place) =>
        a.location.code < b.location.code ? -1 : 1,
      ),
    ).toEqual([
      {
        ...{ location: { code: 'ADENTA' }, quantity: 5, soldQuantity: 5, refundedQuantity: 2 },
        ...{ transferredInQuantity: 8, transferredOutQuantity: 0 },
      },
      {
        ...{ location: { code: 'WAREHOUSE' }, quantity: 12, soldQuantity: 0, refundedQuantity: 0 },
        ...{ transferredInQuantity: 0, transferredOutQuantity: 8 },
      },
    ]);
    expect(traceBatch).toMatchObject({
      ...{
        batch: { status: 'RECALLED' },
        inTransit: 0,
        transfers: [{ id, to: { code: 'ADENTA' } }],
      },
      receipt: { supplier: 'Glassworks', reference: 'PO-9' },
      sales: {
        totalCount: 1,
        nodes: [
          { quantity: 5, returnedQuantity: 2, location: { code: 'ADENTA' }, sale: { id: sale.id } },
        ],
      },
    });
  });

  it('writeOffExpired only lists by default, then writes off, and finds nothing the second time', async () => {
    const { shop: small } = shop.server; // its batch EXP of 7 expired yesterday
    const run = async (dryRun?: boolean) =>
      (
        await shop.ask(
          `mutation ($at: ID, $dry: Boolean) { writeOffExpired(locationId: $at, dryRun: $dry) {
             dryRun lines { batch { batchNumber } quantity movement { kind quantity } } } }`,
          { at: small.location, ...(dryRun === undefined ? {} : { dry: dryRun }) },
        )
      ).writeOffExpired;
    const found = { batch: { batchNumber: 'EXP' }, quantity: 7 };
    expect(await run()).toEqual({ dryRun: true, lines: [{ ...found, movement: null }] });
    expect(await run(false)).toEqual({
      ...{ dryRun: false, lines: [{ ...found, movement: { kind: 'EXPIRY', quantity: -7 } }] },
    });
    expect(await run(false)).toEqual({ dryRun: false, lines: [] });
    const { batch } = await shop.ask(
      'query ($id: ID!) { batch(id: $id) { status expiredQuantity remainingQuantity } }',
      { id: small.expiredBatch },
    );
    expect(batch).toEqual({ status: 'DEPLETED', expiredQuantity: 7, remainingQuantity: 0 });
  });
});

interface Place {
  readonly location: { readonly code: string };
}
