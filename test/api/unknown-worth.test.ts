import { openWorth, type Worth } from '../support/worth';

// What nobody has said is counted, and never taken as nothing: neither where two unknown quantities would cancel each other, nor
// beside a figure of 0.00.

describe('goods without a cost or a price', () => {
  let shop: Worth;
  beforeAll(async () => {
    shop = await openWorth();
  });
  afterEach(async () => {
    expect(await shop.brokenRules()).toEqual([]);
  });
  afterAll(() => shop?.close());

  it('are not hidden by what came back of other goods without a cost', async () => {
    const tin = await shop.product('TIN');
    await shop.receiveOn(tin, -20, 'T1', 10);
    const first = await shop.sellOn(tin, -19, 10, '2.00');
    await shop.receiveOn(tin, -18, 'T2', 10);
    await shop.sellOn(tin, -15, 4, '2.00'); // of T2
    await shop.refundOn(first, -14, 4); // to T1
    expect(await shop.margin(tin, -15, -14)).toEqual([0, '0.00', '0.00', null, 8, 0]);
    expect(await shop.margin(tin, -20, 0)).toEqual([10, '0.00', '20.00', null, 10, 0]);
    // What came back of the same batch is known: neither has cost anything.
    const again = await shop.sellOn(tin, -13, 2, '2.00'); // of T1
    await shop.refundOn(again, -13, 2);
    expect(await shop.margin(tin, -13, -13)).toBeUndefined();
  });

  it('are not hidden by others that got their cost in the same period', async () => {
    const jar = await shop.product('JAR');
    const { batches } = await shop.receiveOn(jar, -20, 'J1', 4);
    await shop.sellOn(jar, -19, 4, '2.00');
    await shop.receiveOn(jar, -18, 'J2', 10);
    await shop.sellOn(jar, -10, 4, '2.00'); // of J2, which has no cost to this day
    await shop.addCost(batches[0]!.id, -9, '4.00');
    expect(await shop.margin(jar, -10, -9)).toEqual([4, '4.00', '8.00', null, 4, 0]);
    // On the day of the invoice nothing without a cost was sold.
    expect(await shop.margin(jar, -9, -9)).toEqual([0, '4.00', '0.00', '-4.00', 0, 0]);
    expect(await shop.margin(jar, -20, 0)).toEqual([8, '4.00', '16.00', null, 4, 0]);
  });

  it('are not hidden by what came back of other lines without a price', async () => {
    const cup = await shop.product('CUP');
    await shop.receiveOn(cup, -20, 'C1', 20, '1.00');
    const first = await shop.sellOn(cup, -19, 5); // no price
    await shop.sellOn(cup, -15, 5);
    await shop.refundOn(first, -15, 5);
    expect(await shop.margin(cup, -15, -15)).toEqual([0, '0.00', null, null, 0, 10]);
    const wrong = await shop.sellOn(cup, 0, 3);
    await shop.voidSale(wrong);
    expect(await shop.margin(cup, 0, 0)).toBeUndefined();
    const { abcAnalysis } = await shop.ask(
      `query ($from: LocalDate!, $to: LocalDate!) { abcAnalysis(from: $from, to: $to) {
         product { id } quantity revenue class quantityWithoutPrice } }`,
      { from: shop.day(-16), to: shop.day(0) },
    );
    expect(abcAnalysis).toContainEqual({
      ...{ product: { id: cup }, quantity: 0, revenue: '0.00', class: 'C' },
      quantityWithoutPrice: 10,
    });
  });

  it('are counted where they are on their way, in their age and beside an average', async () => {
    const pan = await shop.product('PAN');
    const { batches } = await shop.receiveOn(pan, -3, 'P1', 10);
    const id = await shop.approvedTransfer(shop.adenta, shop.cowLane, [
      { productId: pan, quantity: 4 },
    ]);
    await shop.ask(`mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }`, { id });
    const onItsWay = { inTransitValue: '0.00', inTransitQuantityWithoutCost: 4 };
    expect(await shop.value(pan)).toMatchObject({ quantityWithoutCost: 6, ...onItsWay });
    expect(await shop.value(pan, undefined, { by: 'BATCH' })).toMatchObject(onItsWay);
    const AGE = '{ stockAge { product { id } days0to30 value quantityWithoutCost } }';
    expect((await shop.ask(AGE)).stockAge).toContainEqual({
      ...{ product: { id: pan }, days0to30: 6, value: '0.00', quantityWithoutCost: 6 },
    });
    const average = async () =>
      (
        await shop.ask(
          `query ($id: ID) { averageCosts(productId: $id) {
             quantity purchasedQuantity purchasedWithoutCost averageCost valueAtAverage value quantityWithoutCost } }`,
          { id: pan },
        )
      ).averageCosts[0];
    expect(await average()).toEqual({
      ...{ quantity: 6, purchasedQuantity: 0, purchasedWithoutCost: 10, quantityWithoutCost: 6 },
      ...{ averageCost: null, valueAtAverage: null, value: '0.00' },
    });
    await shop.addCost(batches[0]!.id, 0, '25.00');
    expect(await shop.value(pan)).toMatchObject({
      ...{ quantityWithoutCost: 0, inTransitValue: '10.00', inTransitQuantityWithoutCost: 0 },
    });
    expect(await average()).toEqual({
      ...{ quantity: 6, purchasedQuantity: 10, purchasedWithoutCost: 0, quantityWithoutCost: 0 },
      ...{ averageCost: '2.5', valueAtAverage: '15.00', value: '15.00' },
    });
    await shop.ask(`mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }`, { id });
    expect(await shop.value(pan)).toMatchObject({
      ...{ value: '25.00', inTransitValue: '0.00', inTransitQuantityWithoutCost: 0 },
    });
  });
});
