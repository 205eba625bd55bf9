import { lotRequests, SELL } from '../support/lots';
import { openOperations, type Operations } from '../support/operations';

describe('lots', () => {
  let shop: Operations;
  beforeAll(async () => {
    shop = await openOperations();
  });
  afterAll(() => shop?.close());

  const { receive, lotOf, change, sold } = lotRequests(() => shop);

  it('take several deliveries, at several places, and lines of one receipt', async () => {
    const product = await shop.product('SAME-LOT');
    const first = await receive(
      shop.warehouse,
      product,
      { batchNumber: 'L100', quantity: 10, expiryDate: '2100-01-01' },
      { batchNumber: 'L200', quantity: 5, unitCost: '2' },
      { batchNumber: 'L200', quantity: 1, unitCost: '0' },
    );
    const second = await receive(shop.adenta, product, { batchNumber: 'l100', quantity: 3 });
    const known = first[0]!.lot.id;
    expect(second[0]).toMatchObject({
      ...{ batchNumber: 'L100', expiryDate: '2100-01-01', lot: { id: known } },
    });
    expect(first[1]!.lot).toEqual(first[2]!.lot);
    expect(await lotOf(known)).toMatchObject({ onHand: 13, available: 13, version: 1 });
    // A line without a number gets a lot of its own.
    const [one, other] = await receive(
      shop.warehouse,
      product,
      ...[{ quantity: 1 }, { quantity: 1 }],
    );
    expect(one!.lot.id).not.toBe(other!.lot.id);
    const { product: read } = await shop.ask(
      'query ($id: ID) { product(id: $id) { lots(first: 2) { totalCount nodes { lotNumber } pageInfo { hasNextPage } } } }',
      { id: product },
    );
    expect(read.lots).toEqual({
      totalCount: 4,
      nodes: [{ lotNumber: 'L100' }, { lotNumber: 'L200' }],
      pageInfo: { hasNextPage: true },
    });
  });

  it('are held with all their batches, and those still to come', async () => {
    const product = await shop.product('HELD-LOT');
    const lot = { batchNumber: 'H1' };
    const [batch] = await receive(shop.warehouse, product, { ...lot, quantity: 10 });
    const [there] = await receive(shop.adenta, product, { ...lot, quantity: 4 });
    await receive(shop.adenta, product, { batchNumber: 'H2', quantity: 7 });
    const id = batch!.lot.id;
    expect(await change('quarantineLot', id)).toBe('QUARANTINED');
    expect(await change('recallLot', id)).toBe('RECALLED');
    const [late] = await receive(shop.cowLane, product, { ...lot, quantity: 2 });
    expect(late!.status).toBe('RECALLED');
    expect(await lotOf(id)).toMatchObject({
      ...{ status: 'RECALLED', onHand: 16, available: 0 },
      batches: ['RECALLED', 'RECALLED', 'RECALLED'].map((status) => ({ status })),
    });
    for (const [place, onHand, quarantined] of [
      [shop.warehouse, 10, 10],
      [shop.adenta, 11, 4],
      [shop.cowLane, 2, 2],
    ] as const) {
      const available = onHand - quarantined;
      expect(await shop.level(product, place)).toMatchObject({ onHand, quarantined, available });
    }
    expect(await sold(shop.adenta, [{ productId: product, quantity: 7 }])).toHaveLength(1);

    // A batch that is held by itself stays held when its lot is released; one that is not cannot be released.
    await change('quarantineBatch', there!.id);
    expect(
      await shop.refused('mutation ($id: ID!) { releaseBatch(id: $id, reason: "x") { id } }', {
        id: batch!.id,
      }),
    ).toMatchObject({ code: 'ILLEGAL_TRANSITION', details: { lotHold: 'RECALLED' } });
    expect(await change('releaseLot', id)).toBe('ACTIVE');
    expect((await lotOf(id)).batches.map(({ status }: { status: string }) => status)).toEqual([
      ...['ACTIVE', 'QUARANTINED', 'ACTIVE'],
    ]);
    expect(await shop.level(product, shop.adenta)).toMatchObject({ quarantined: 4, available: 0 });
    expect(await change('releaseBatch', there!.id)).toBe('ACTIVE');
    expect(await lotOf(id)).toMatchObject({ onHand: 16, available: 16 });
  });

  it('are traced over all their batches', async () => {
    const product = await shop.product('TRACED-LOT');
    const lot = { batchNumber: 'T1' };
    const [batch] = await receive(shop.warehouse, product, { ...lot, quantity: 20 });
    await receive(shop.cowLane, product, { ...lot, quantity: 5 });
    const transfer = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: product, quantity: 8 },
    ]);
    await shop.ask('mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }', { id: transfer });
    const under = await shop.approvedTransfer(shop.warehouse, shop.adenta, [
      { productId: product, quantity: 2 },
    ]);
    await shop.ask('mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }', { id: under });
    const sale = await shop.sell(shop.adenta, [{ productId: product, quantity: 6 }]);
    await shop.sell(shop.cowLane, [{ productId: product, quantity: 1 }]);
    await shop.ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
      input: {
        ...{ saleId: sale.id, reason: 'back' },
        lines: [{ saleLineId: sale.lines[0]!.id, quantity: 2 }],
      },
    });
    const { traceLot } = await shop.ask(
      `query ($id: ID!) { traceLot(id: $id) { lot { lotNumber onHand } inTransit receipts { location { code } }
         locations { location { code } quantity soldQuantity refundedQuantity }
         transfers { id } sales { totalCount nodes { quantity returnedQuantity sale { receiptNumber refunds { reason } } } } } }`,
      { id: batch!.lot.id },
    );
    const byCode = (a: Place, b: Place) => a.location.code.localeCompare(b.location.code);
    expect({ ...traceLot, locations: traceLot.locations.sort(byCode) }).toMatchObject({
      ...{ lot: { lotNumber: 'T1', onHand: 18 }, inTransit: 2 },
      receipts: [{ location: { code: 'WAREHOUSE' } }, { location: { code: 'COW-LANE' } }],
      locations: [
        {
          ...{ location: { code: 'ADENTA' }, quantity: 4, soldQuantity: 6, refundedQuantity: 2 },
        },
        { location: { code: 'COW-LANE' }, quantity: 4, soldQuantity: 1 },
        { location: { code: 'WAREHOUSE' }, quantity: 10, soldQuantity: 0 },
      ],
      transfers: [{ id: transfer }, { id: under }],
      sales: {
        totalCount: 2,
        nodes: [
          { quantity: 6, returnedQuantity: 2, sale: { refunds: [{ reason: 'back' }] } },
          { quantity: 1, returnedQuantity: 0, sale: { receiptNumber: expect.any(String) } },
        ],
      },
    });
    const { traceBatch } = await shop.ask(
      'query ($id: ID!) { traceBatch(id: $id) { lot { lotNumber } } }',
      { id: batch!.id },
    );
    expect(traceBatch.lot).toEqual({ lotNumber: 'T1' });
  });

  it('are sold by name: exactly that batch or lot, and the rest first expired, first out', async () => {
    const product = await shop.product('BY-NAME');
    const at = shop.adenta;
    const [a] = await receive(at, product, {
      ...{ batchNumber: 'N1', quantity: 5, expiryDate: '2100-01-01' },
    });
    const [b, c] = await receive(
      at,
      product,
      { batchNumber: 'N2', quantity: 5, expiryDate: '2100-02-01' },
      { batchNumber: 'N2', quantity: 5 },
    );
    const productId = product;
    const lotId = b!.lot.id;
    expect(await sold(at, [{ productId, quantity: 2, batchId: c!.id }])).toEqual([[[c!.id, 2]]]);
    // 13 are left: the lines that name something go first, wherever they stand.
    expect(
      await sold(at, [
        { productId, quantity: 5 },
        { productId, quantity: 6, lotId },
        { productId, quantity: 2, batchId: c!.id },
      ]),
    ).toEqual([
      [[a!.id, 5]],
      [
        [b!.id, 5],
        [c!.id, 1],
      ],
      [[c!.id, 2]],
    ]);

    await receive(at, product, { batchNumber: 'N3', quantity: 9 });
    const [d] = await receive(at, product, { batchNumber: 'N4', quantity: 3 });
    const refused = async (...lines: object[]) => {
      const { code, details } = await shop.refused(SELL, {
        input: { locationId: at, lines: lines.map((line) => ({ productId, ...line })) },
      });
      const { field, requested, available } = details as Record<string, unknown>;
      return [code, field, requested, available];
    };
    const batchId = d!.id;
    expect(await refused({ quantity: 1 }, { quantity: 4, batchId })).toEqual([
      ...['INSUFFICIENT_STOCK', 'input.lines[1].quantity', 4, 3],
    ]);
    expect(await refused({ quantity: 2, batchId }, { quantity: 2, batchId })).toEqual([
      ...['INSUFFICIENT_STOCK', 'input.lines[0].quantity', 4, 3],
    ]);
    expect(await refused({ quantity: 10 }, { quantity: 3, batchId })).toEqual([
      ...['INSUFFICIENT_STOCK', 'input.lines[0].quantity', 13, 12],
    ]);
    expect(await refused({ quantity: 1, lotId: UNKNOWN })).toMatchObject([
      ...['LOT_UNKNOWN', 'input.lines[0].lotId'],
    ]);
    expect(await refused({ quantity: 1 }, { quantity: 1, batchId, lotId })).toMatchObject([
      ...['BATCH_UNKNOWN', 'input.lines[1].batchId'],
    ]);

    // What is promised to others is not taken by naming it.
    await shop.ask('mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }', {
      input: { productId, locationId: at, quantity: 10, expiresInSeconds: 600 },
    });
    expect(await refused({ quantity: 3, batchId })).toEqual([
      ...['INSUFFICIENT_STOCK', 'input.lines[0].quantity', 3, 2],
    ]);
    expect(await sold(at, [{ productId, quantity: 2, batchId }])).toEqual([[[batchId, 2]]]);
    expect(await shop.level(product, at)).toMatchObject({ onHand: 10, reserved: 10, available: 0 });
    await change('recallLot', d!.lot.id);
    expect(await refused({ quantity: 1, batchId })).toMatchObject([
      ...['BATCH_NOT_SELLABLE', 'input.lines[0].batchId'],
    ]);
    expect(await refused({ quantity: 1, lotId: d!.lot.id })).toMatchObject([
      ...['BATCH_NOT_SELLABLE', 'input.lines[0].lotId'],
    ]);
  });
});

const UNKNOWN = '01900000-0000-7000-8000-000000000000';

interface Place {
  readonly location: { readonly code: string };
}
