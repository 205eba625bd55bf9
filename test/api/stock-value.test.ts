import { COST, openWorth, RECEIVE, SELL, SPREAD, type Worth } from '../support/worth';

describe('what stock is worth', () => {
  let shop: Worth;
  let day: Worth['day'];
  let receive: Worth['receiveOn'];
  let sell: Worth['sellOn'];
  let refund: Worth['refundOn'];
  let lose: Worth['loseOn'];
  let spread: Worth['spreadCost'];
  let value: Worth['value'];
  let margin: Worth['margin'];
  beforeAll(async () => {
    shop = await openWorth();
    ({ day, value, margin } = shop);
    ({
      receiveOn: receive,
      sellOn: sell,
      refundOn: refund,
      loseOn: lose,
      spreadCost: spread,
    } = shop);
  });
  afterAll(() => shop?.close());

  it('a month, computed by hand: to the cent at the end of each day', async () => {
    const tea = await shop.product('TEA');
    await receive(tea, -20, 'D1', 100, '2.00');
    await sell(tea, -18, 30, '5.00'); // D1
    const second = await receive(tea, -16, 'D2', 50, '2.50');
    const big = await sell(tea, -15, 80, '5.00'); // 70 of D1, 10 of D2
    await refund(big, -14, 5); // of D2
    await spread(second.id, '10.00', -12); // 0.20 each: 45 are left, 5 are sold
    const third = await receive(tea, -10, 'D3', 30, '3.10');
    await lose(second.batches[0]!.id, -9, 3);
    await spread(third.id, '1.00', -8, { kind: 'DUTY' }); // a thirtieth each
    const last = await sell(tea, -7, 52, '4.99'); // 42 of D2 at 2.70, 10 of D3 at 3.13333...
    expect(last.lines[0]!.unitPrice).toBe('4.990000');

    const byDay = [];
    for (let days = -21; days <= -6; days += 1) byDay.push((await value(tea, days)).value);
    expect(byDay).toEqual([
      ...['0.00', '200.00', '200.00', '140.00', '140.00', '265.00', '100.00', '112.50', '112.50'],
      ...['121.50', '121.50', '214.50', '206.40', '207.40', '62.67', '62.67'],
    ]);

    expect(await margin(tea, -18, -18)).toEqual([30, '60.00', '150.00', '90.00', 0, 0]);
    expect(await margin(tea, -15, -15)).toEqual([80, '165.00', '400.00', '235.00', 0, 0]);
    expect(await margin(tea, -14, -14)).toEqual([-5, '-12.50', '-25.00', '-12.50', 0, 0]);
    // The freight of what was sold before is a cost of the day of the freight.
    expect(await margin(tea, -12, -12)).toEqual([0, '1.00', '0.00', '-1.00', 0, 0]);
    expect(await margin(tea, -9, -8)).toBeUndefined();
    expect(await margin(tea, -7, -7)).toEqual([52, '144.73', '259.48', '114.75', 0, 0]);
    expect(await margin(tea, -30, 0)).toEqual([157, '358.23', '784.48', '426.25', 0, 0]);

    // All of the last sale comes back: at what a unit of its batches has cost.
    await refund(last, -5, 52);
    expect((await value(tea, -5)).value).toBe('207.40');
    expect((await value(tea, -6)).value).toBe('62.67');
    expect(await margin(tea, -7, -5)).toBeUndefined();
    expect((await value(tea, -5, { by: 'BATCH' })).lines).toEqual([
      expect.objectContaining({ quantity: 42, value: '113.40', batch: { batchNumber: 'D2' } }),
      expect.objectContaining({ quantity: 30, value: '94.00', batch: { batchNumber: 'D3' } }),
    ]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('a transfer carries the value to the other place; on its way it is in none', async () => {
    const oil = await shop.product('OIL');
    const { batches } = await receive(oil, -3, 'O1', 10, '7.00');
    await shop.ask(COST, { batchId: batches[0]!.id, amount: '5', date: day(-2) });
    const id = await shop.approvedTransfer(shop.adenta, shop.cowLane, [
      { productId: oil, quantity: 4 },
    ]);
    await shop.ask(`mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }`, { id });
    expect(await value(oil)).toMatchObject({ value: '45.00', inTransitValue: '30.00' });
    // A cost that comes while it is on its way is of all of it.
    await shop.ask(COST, { batchId: batches[0]!.id, amount: '1.00' });
    expect(await value(oil)).toMatchObject({ value: '45.60', inTransitValue: '30.40' });
    await shop.ask(`mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }`, { id });
    expect(await value(oil, undefined, { by: 'PRODUCT_AND_LOCATION' })).toMatchObject({
      ...{ quantity: 10, value: '76.00', inTransitValue: '0.00' },
      lines: [
        { value: '45.60', location: { code: 'ADENTA' } },
        { value: '30.40', location: { code: 'COW-LANE' } },
      ],
    });
    expect(await value(oil, -1)).toMatchObject({ value: '75.00' });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('goods without a cost are counted, and an invoice that comes later gives them one from its day on', async () => {
    const nut = await shop.product('NUT');
    const { batches } = await receive(nut, -9, 'N1', 10);
    await sell(nut, -8, 4, '1.50');
    expect(await value(nut, -8)).toMatchObject({ value: '0.00', quantityWithoutCost: 6 });
    expect(await margin(nut, -8, -8)).toEqual([4, '0.00', '6.00', null, 4, 0]);
    // Its freight is known, the goods are not.
    await shop.ask(COST, { batchId: batches[0]!.id, amount: '1', kind: 'FREIGHT', date: day(-7) });
    expect(await value(nut, -7)).toMatchObject({ value: '0.60', quantityWithoutCost: 6 });
    const { addBatchCost } = await shop.ask(COST, {
      ...{ batchId: batches[0]!.id, amount: '20', kind: 'GOODS', date: day(-6) },
    });
    expect(addBatchCost.costs).toEqual([
      { amount: '1', kind: 'FREIGHT' },
      { amount: '20', kind: 'GOODS' },
    ]);
    expect(await value(nut, -6)).toMatchObject({ value: '12.60', quantityWithoutCost: 0 });
    expect(await value(nut, -7)).toMatchObject({ value: '0.60', quantityWithoutCost: 6 });
    expect(await margin(nut, -8, -6)).toEqual([4, '8.40', '6.00', '-2.40', 0, 0]);
    await sell(nut, -5, 1); // without a price
    expect(await margin(nut, -5, -5)).toEqual([1, '2.10', null, null, 0, 1]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('spreads by value, weight and quantity, and the shares add up to the cent', async () => {
    const jam = await shop.product('JAM');
    const { receiveStock } = await shop.ask(RECEIVE, {
      input: {
        ...{ locationId: shop.adenta, businessDate: day(-4) },
        lines: [
          { productId: jam, batchNumber: 'J1', quantity: 3, unitCost: '1' },
          { productId: jam, batchNumber: 'J2', quantity: 3, unitCost: '2' },
          { productId: jam, batchNumber: 'J3', quantity: 1, unitCost: '3' },
        ],
      },
    });
    const batches = receiveStock.batches.map(({ id }: { id: string }) => id) as string[];
    const shares = async () =>
      (
        await shop.ask(`query ($id: ID!) { receipt(id: $id) { batches { costs { amount } } } }`, {
          id: receiveStock.id,
        })
      ).receipt.batches.map(({ costs }: { costs: { amount: string }[] }) => costs.at(-1)!.amount);
    await spread(receiveStock.id, '10.00', -3, { spreadBy: 'QUANTITY' });
    expect(await shares()).toEqual(['4.29', '4.28', '1.43']); // 4.2857, 4.2857, 1.4285
    await spread(receiveStock.id, '10.00', -3, { spreadBy: 'VALUE' });
    expect(await shares()).toEqual(['2.5', '5', '2.5']);
    const weights = batches.map((batchId, index) => ({ batchId, weight: `${index}` }));
    await spread(receiveStock.id, '0.10', -3, { spreadBy: 'WEIGHT', weights });
    expect(await shares()).toEqual(['0', '0.03', '0.07']);
    expect(await value(jam, -3)).toMatchObject({ value: '32.10' });
    // A credit note, and one that is more than the batch has cost.
    await spread(receiveStock.id, '-20.10', -2, { spreadBy: 'VALUE' });
    const refused = await shop.refused(SPREAD, {
      input: { receiptId: receiveStock.id, amount: '-900', reason: 'x', spreadBy: 'VALUE' },
    });
    expect(refused).toMatchObject({ code: 'COST_NEGATIVE', details: { field: 'input.amount' } });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('a cost is not of a day before the last movement of its batch, nor a movement of one before its cost', async () => {
    const fig = await shop.product('FIG');
    const { batches } = await receive(fig, -9, 'F1', 10, '1');
    await sell(fig, -8, 1);
    const cost = { batchId: batches[0]!.id, amount: '1', date: day(-9) };
    expect(await shop.refused(COST, cost)).toMatchObject({
      code: 'BUSINESS_DATE_OUT_OF_ORDER',
      details: { earliest: day(-8) },
    });
    await shop.ask(COST, { ...cost, date: day(-6) });
    const sale = {
      ...{ locationId: shop.adenta, businessDate: day(-7) },
      lines: [{ productId: fig, quantity: 1 }],
    };
    expect(await shop.refused(SELL, { input: sale })).toMatchObject({
      code: 'BUSINESS_DATE_OUT_OF_ORDER',
    });
    await sell(fig, -6, 1);
    expect(await value(fig, -6)).toMatchObject({ value: '8.80' });
    const fresh = (await receive(fig, -1, 'F2', 10, '1')).batches[0]!.id;
    await shop.ask(COST, { batchId: fresh, amount: '1' });
    const correction = `mutation ($id: ID!) { correctIntake(batchId: $id, quantity: 9, reason: "x") { id } }`;
    expect(await shop.refused(correction, { id: fresh })).toMatchObject({
      code: 'INTAKE_IMMUTABLE',
    });
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('names how old stock is, its classes and its average', async () => {
    const { stockAge, abcAnalysis, averageCosts } = await shop.ask(
      `query ($from: LocalDate!, $to: LocalDate!) {
        stockAge { product { sku } location { code } days0to30 over180Days value }
        abcAnalysis(from: $from, to: $to) { product { sku } revenue cumulativePercent class }
        averageCosts { product { sku } quantity purchasedQuantity averageCost valueAtAverage value } }`,
      { from: day(-30), to: day(0) },
    );
    expect(stockAge).toContainEqual({
      ...{ product: { sku: 'TEA' }, location: { code: 'ADENTA' } },
      ...{ days0to30: 72, over180Days: 0, value: '207.40' },
    });
    expect(abcAnalysis[0]).toEqual({
      ...{ product: { sku: 'TEA' }, revenue: '525.00', cumulativePercent: 98.87, class: 'A' },
    });
    expect(averageCosts).toContainEqual({
      ...{ product: { sku: 'TEA' }, quantity: 72, purchasedQuantity: 180, averageCost: '2.383333' },
      ...{ valueAtAverage: '171.60', value: '207.40' },
    });
  });
});
