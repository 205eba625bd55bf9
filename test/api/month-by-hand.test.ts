import { openWorth, type Worth } from '../support/worth';

// A month of a shop that was computed by hand, before anything was asked: what the stock is worth, and what sales had cost and
// brought, to the cent at the end of each day.
//
//   tea   D1 100 at 2.00, D2 50 at 2.50 and 0.20 of freight, D3 30 at 3.10
//   mug   M1 20 at 5.00 and 0.10 of duty
//   set   a mug and two tea, sold for 20.00. When it was sold, a mug had cost 5.00, and a tea on average 206.40 / 72: of the price
//         the mug brings 360 / 772.8, which is 9.3168, and the tea 412.8 / 772.8, which is 10.6832
//   box   a mug and two tea of D3, assembled: 5.10 and 2 x 3.10 are 11.30

describe('a month by hand', () => {
  let shop: Worth;
  let tea: string;
  let mug: string;
  let box: string;
  let third: { readonly id: string };
  let taken: string;
  beforeAll(async () => {
    shop = await openWorth();
    tea = await shop.product('TEA');
    mug = await shop.product('MUG');
  });
  afterAll(() => shop?.close());

  it('has the value and the margin of each day to the cent', async () => {
    const components = [
      { productId: mug, quantity: 1 },
      { productId: tea, quantity: 2 },
    ];
    const set = await shop.product('SET', { kind: 'KIT', components });
    await shop.receiveOn(tea, -20, 'D1', 100, '2.00');
    const mugs = await shop.receiveOn(mug, -20, 'M1', 20, '5.00');
    await shop.sellOn(tea, -19, 30, '5.00'); // of D1
    const second = await shop.receiveOn(tea, -18, 'D2', 50, '2.50');
    const big = await shop.sellOn(tea, -17, 80, '5.00'); // 70 of D1, 10 of D2
    await shop.refundOn(big, -16, 5); // of D2
    await shop.spreadCost(second.id, '10.00', -15, { kind: 'FREIGHT' });
    third = await shop.receiveOn(tea, -14, 'D3', 30, '3.10');
    await shop.loseOn(second.batches[0]!.id, -13, 3);
    const sets = await shop.sellOn(set, -12, 4, '20.00'); // 4 mugs, 8 of D2
    await shop.refundOn(sets, -11, 1);
    await shop.spreadCost(mugs.id, '2.00', -10, { kind: 'DUTY' });
    await shop.sellLines(-9, [
      { productId: tea, quantity: 40, unitPrice: '4.99' }, // 36 of D2, 4 of D3
      { productId: mug, quantity: 2, unitPrice: '9.50' },
    ]);

    const byDay = [];
    for (let days = -21; days <= -8; days += 1) {
      const { value } = await shop.value(undefined, days);
      const [ofTea, ofMug] = [await shop.value(tea, days), await shop.value(mug, days)];
      byDay.push([ofTea.value, ofMug.value, value]);
    }
    expect(byDay).toEqual([
      ['0.00', '0.00', '0.00'],
      ['200.00', '100.00', '300.00'],
      ['140.00', '100.00', '240.00'],
      ['265.00', '100.00', '365.00'],
      ['100.00', '100.00', '200.00'],
      ['112.50', '100.00', '212.50'],
      ['121.50', '100.00', '221.50'],
      ['214.50', '100.00', '314.50'],
      ['206.40', '100.00', '306.40'],
      ['184.80', '80.00', '264.80'],
      ['190.20', '85.00', '275.20'],
      ['190.20', '86.70', '276.90'],
      ['80.60', '76.50', '157.10'],
      ['80.60', '76.50', '157.10'],
    ]);

    const ofDay = async (product: string, days: number) => shop.margin(product, days, days);
    expect(await ofDay(tea, -19)).toEqual([30, '60.00', '150.00', '90.00', 0, 0]);
    expect(await ofDay(tea, -17)).toEqual([80, '165.00', '400.00', '235.00', 0, 0]);
    expect(await ofDay(tea, -16)).toEqual([-5, '-12.50', '-25.00', '-12.50', 0, 0]);
    // The freight of what was sold before is a cost of the day of the freight; a loss is in no margin.
    expect(await ofDay(tea, -15)).toEqual([0, '1.00', '0.00', '-1.00', 0, 0]);
    expect(await shop.margin(tea, -14, -13)).toBeUndefined();
    expect(await ofDay(tea, -12)).toEqual([8, '21.60', '42.73', '21.13', 0, 0]);
    expect(await ofDay(mug, -12)).toEqual([4, '20.00', '37.27', '17.27', 0, 0]);
    expect(await ofDay(tea, -11)).toEqual([-2, '-5.40', '-10.68', '-5.28', 0, 0]);
    expect(await ofDay(mug, -11)).toEqual([-1, '-5.00', '-9.32', '-4.32', 0, 0]);
    expect(await ofDay(mug, -10)).toEqual([0, '0.30', '0.00', '-0.30', 0, 0]);
    expect(await ofDay(tea, -9)).toEqual([40, '109.60', '199.60', '90.00', 0, 0]);
    expect(await ofDay(mug, -9)).toEqual([2, '10.20', '19.00', '8.80', 0, 0]);
    // The kits brought 60.00, all of which is in what their components brought.
    expect(await shop.margin(tea, -20, -8)).toEqual([151, '339.30', '756.65', '417.35', 0, 0]);
    expect(await shop.margin(mug, -20, -8)).toEqual([5, '25.50', '46.95', '21.45', 0, 0]);
    expect(await shop.margin(set, -20, -8)).toBeUndefined();
    const { abcAnalysis } = await shop.ask(
      `query ($from: LocalDate!, $to: LocalDate!) { abcAnalysis(from: $from, to: $to) {
         product { sku } quantity revenue sharePercent class } }`,
      { from: shop.day(-12), to: shop.day(-12) },
    );
    expect(abcAnalysis).toEqual([
      {
        ...{ product: { sku: 'TEA' }, quantity: 8, revenue: '42.73', sharePercent: 53.42 },
        class: 'A',
      },
      {
        ...{ product: { sku: 'MUG' }, quantity: 4, revenue: '37.27', sharePercent: 46.58 },
        class: 'A',
      },
    ]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('goes on with boxes that are assembled: what went in is what they cost, and stays', async () => {
    box = await shop.product('BOX', {
      components: [
        { productId: mug, quantity: 1 },
        { productId: tea, quantity: 2 },
      ],
    });
    await shop.assembleOn(box, -8, 3);
    await shop.sellOn(box, -7, 2, '25.00');
    await shop.spreadCost(third.id, '3.00', -6); // 0.10 a tea: of 20 that are left, 4 sold and 6 in boxes
    taken = await shop.assembleOn(box, -5, 2); // 5.10 and 2 x 3.20
    await shop.spreadCost(third.id, '1.50', -4); // 0.05 a tea: of 16, 4 and 10

    const byDay = [];
    for (let days = -9; days <= -4; days += 1) {
      const each = [];
      for (const product of [tea, mug, box, undefined]) {
        each.push((await shop.value(product, days)).value);
      }
      byDay.push(each);
    }
    expect(byDay).toEqual([
      ['80.60', '76.50', '0.00', '157.10'],
      ['62.00', '61.20', '33.90', '157.10'],
      ['62.00', '61.20', '11.30', '134.50'],
      ['64.00', '61.20', '11.30', '136.50'],
      ['51.20', '51.00', '34.30', '136.50'],
      ['52.00', '51.00', '34.30', '137.30'],
    ]);
    expect(await shop.margin(box, -8, -7)).toEqual([2, '22.60', '50.00', '27.40', 0, 0]);
    expect(await shop.margin(tea, -8, -7)).toBeUndefined(); // what is in boxes is not sold as tea
    // What had gone into boxes is in no margin, as a loss is in none.
    expect(await shop.margin(tea, -6, -6)).toEqual([0, '0.40', '0.00', '-0.40', 0, 0]);
    expect(await shop.margin(tea, -4, -4)).toEqual([0, '0.20', '0.00', '-0.20', 0, 0]);
    expect(await shop.margin(mug, -8, -4)).toBeUndefined();
    expect(await shop.margin(box, -6, -4)).toBeUndefined();
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('returns the parts of boxes that are taken apart at what they cost by then', async () => {
    await shop.ask('mutation ($id: ID!) { voidAssembly(id: $id, reason: "wrong") { id } }', {
      id: taken,
    });
    const today = [];
    for (const product of [tea, mug, box]) today.push((await shop.value(product)).value);
    expect(today).toEqual(['65.00', '61.20', '11.30']); // 0.05 more for each of 4 tea
    expect((await shop.value(undefined, -1)).value).toBe('137.30');
    expect(await shop.margin(box, 0, 0)).toBeUndefined();
    expect(await shop.margin(tea, 0, 0)).toBeUndefined();
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('goes on with a void and a transfer, which change the value and no day before', async () => {
    const wrong = await shop.sellOn(tea, 0, 10, '5.00'); // of D3
    expect(await shop.margin(tea, 0, 0)).toEqual([10, '32.50', '50.00', '17.50', 0, 0]);
    await shop.voidSale(wrong);
    expect(await shop.margin(tea, 0, 0)).toBeUndefined();
    const id = await shop.approvedTransfer(shop.adenta, shop.cowLane, [
      { productId: tea, quantity: 6 },
    ]);
    await shop.ask(`mutation ($id: ID!) { dispatchTransfer(id: $id) { id } }`, { id });
    expect(await shop.value(tea)).toMatchObject({ value: '45.50', inTransitValue: '19.50' });
    await shop.ask(`mutation ($id: ID!) { fulfillTransfer(id: $id) { id } }`, { id });
    expect(await shop.value(tea, 0, { by: 'PRODUCT_AND_LOCATION' })).toMatchObject({
      ...{ value: '65.00', inTransitValue: '0.00' },
      lines: [
        { value: '45.50', location: { code: 'ADENTA' } },
        { value: '19.50', location: { code: 'COW-LANE' } },
      ],
    });
    expect((await shop.value(undefined, -1)).value).toBe('137.30');
    expect(await shop.brokenRules()).toEqual([]);
    expect((await shop.ask('{ compareStock { discrepancies { subject } } }')).compareStock).toEqual(
      { discrepancies: [] },
    );
  });
});
