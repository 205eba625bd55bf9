import { addDays } from '../support/days';
import { openOperations, type Operations } from '../support/operations';

// What is due for counting follows from the class of a product, the interval of the class, and the last count in which
// all of the product was counted.

describe('counting by plan', () => {
  let shop: Operations;
  let today: string;
  beforeAll(async () => {
    shop = await openOperations();
    today = shop.server.shop.today;
  });
  afterAll(() => shop?.close());

  interface Due {
    readonly product: { readonly sku: string };
    readonly class: string;
    readonly classByManager: boolean;
    readonly lastCountedOn: string | null;
    readonly dueOn: string;
    readonly daysOverdue: number;
    readonly stockCount: { readonly id: string } | null;
  }
  const due = async (variables: object = {}): Promise<Due[]> =>
    (
      await shop.ask(
        `query ($at: LocalDate, $place: ID, $class: AbcClass) { countsDue(at: $at, locationId: $place, class: $class) {
          product { sku } class classByManager lastCountedOn dueOn daysOverdue stockCount { id } } }`,
        { place: 'ADENTA', ...variables },
      )
    ).countsDue;
  const dueOf = async (sku: string, variables: object = {}) =>
    (await due(variables)).find(({ product }) => product.sku === sku);
  const FAR = '2100-01-01';

  const receive = async (sku: string, businessDate: string, quantity = 10) =>
    (
      await shop.ask(
        `mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { batches { id } } }`,
        { input: { locationId: 'ADENTA', businessDate, lines: [{ productId: sku, quantity }] } },
      )
    ).receiveStock.batches[0].id as string;
  const sell = (sku: string, unitPrice: string, businessDate: string) =>
    shop.ask('mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }', {
      input: {
        ...{ locationId: 'ADENTA', businessDate },
        lines: [{ productId: sku, quantity: 1, unitPrice }],
      },
    });
  const start = async (sku: string): Promise<{ id: string }> =>
    (
      await shop.ask(
        'mutation ($of: [ID!]) { startStockCount(locationId: "ADENTA", productIds: $of) { id } }',
        { of: [sku] },
      )
    ).startStockCount;
  const record = (id: string, batchId: string, countedQuantity: number) =>
    shop.ask(
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
      { id, lines: [{ batchId, countedQuantity }] },
    );
  const post = (id: string) =>
    shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "due") { id } }', { id });
  const setClass = (sku: string, to: string | null) =>
    shop.ask(
      'mutation ($sku: ID!, $to: AbcClass) { setCountClass(productId: $sku, class: $to) { countClass } }',
      { sku, to },
    );

  it('has standard intervals, which a manager changes', async () => {
    const plans = async () =>
      (await shop.ask('{ countPlans { class everyDays tolerancePercent } }')).countPlans;
    expect(await plans()).toEqual([
      { class: 'A', everyDays: 30, tolerancePercent: 0 },
      { class: 'B', everyDays: 91, tolerancePercent: 0 },
      { class: 'C', everyDays: 365, tolerancePercent: 0 },
    ]);
    const { setCountPlan } = await shop.ask(
      'mutation { setCountPlan(class: C, everyDays: 60) { class everyDays tolerancePercent } }',
    );
    expect(setCountPlan).toEqual(await plans());
    expect(setCountPlan[2]).toEqual({ class: 'C', everyDays: 60, tolerancePercent: 0 });
    await shop.ask('mutation { setCountPlan(class: C, tolerancePercent: 5) { class } }');
    expect((await plans())[2]).toEqual({ class: 'C', everyDays: 60, tolerancePercent: 5 });
    await shop.ask(
      'mutation { setCountPlan(class: C, everyDays: 365, tolerancePercent: 0) { class } }',
    );
  });

  it('takes the class of the sales of a year, and the one that a manager gave before it', async () => {
    const day = addDays(today, -50);
    for (const sku of ['FAST', 'MIDDLE', 'SLOW', 'UNSOLD', 'LONG-AGO']) await shop.product(sku);
    await receive('LONG-AGO', addDays(today, -400));
    await sell('LONG-AGO', '900.00', addDays(today, -366));
    for (const sku of ['FAST', 'MIDDLE', 'SLOW', 'UNSOLD']) await receive(sku, day);
    await sell('FAST', '80.00', day);
    await sell('MIDDLE', '16.00', day);
    await sell('SLOW', '4.00', day);
    const classes = async () =>
      Object.fromEntries((await due({ at: FAR })).map((row) => [row.product.sku, row.class]));
    expect(await classes()).toMatchObject({
      ...{ FAST: 'A', MIDDLE: 'B', SLOW: 'C', UNSOLD: 'C', 'LONG-AGO': 'C' },
    });
    expect(await dueOf('FAST')).toMatchObject({
      ...{ classByManager: false, lastCountedOn: null },
      ...{ dueOn: addDays(day, 30), daysOverdue: 20 },
    });
    expect(await dueOf('MIDDLE')).toBeUndefined();
    expect(await dueOf('MIDDLE', { at: addDays(day, 90) })).toBeUndefined();
    expect(await dueOf('MIDDLE', { at: addDays(day, 91) })).toMatchObject({ daysOverdue: -41 });

    expect((await setClass('SLOW', 'A')).setCountClass).toEqual({ countClass: 'A' });
    expect(await dueOf('SLOW')).toMatchObject({ class: 'A', classByManager: true });
    expect((await setClass('SLOW', null)).setCountClass).toEqual({ countClass: null });
    expect(await dueOf('SLOW')).toBeUndefined();
    expect(await due({ class: 'B', at: FAR })).toMatchObject([{ product: { sku: 'MIDDLE' } }]);
    expect(await due({ place: 'COW-LANE', at: FAR })).toEqual([]);
  });

  it('is not satisfied by a count of some batches, an open one or a cancelled one', async () => {
    const day = addDays(today, -40);
    await shop.product('PARTS');
    await setClass('PARTS', 'A');
    const first = await receive('PARTS', day);
    const second = await receive('PARTS', day);
    expect(await dueOf('PARTS')).toMatchObject({ dueOn: addDays(day, 30), stockCount: null });

    const some = await start('PARTS');
    await record(some.id, first, 9);
    expect(await dueOf('PARTS')).toMatchObject({ stockCount: some });
    await post(some.id);
    expect(await dueOf('PARTS')).toMatchObject({ lastCountedOn: null, stockCount: null });

    const cancelled = await start('PARTS');
    await record(cancelled.id, first, 9);
    await record(cancelled.id, second, 10);
    await shop.ask('mutation ($id: ID!) { cancelStockCount(id: $id) { id } }', {
      id: cancelled.id,
    });
    expect(await dueOf('PARTS')).toMatchObject({ lastCountedOn: null });

    const all = await start('PARTS');
    await record(all.id, first, 9);
    await record(all.id, second, 10);
    expect(await dueOf('PARTS')).toMatchObject({ lastCountedOn: null });
    await post(all.id);
    expect(await dueOf('PARTS')).toBeUndefined();
    expect(await dueOf('PARTS', { at: FAR })).toMatchObject({
      ...{ lastCountedOn: today, dueOn: addDays(today, 30), daysOverdue: -30 },
    });
  });

  it('starts one count of what is due and in no open count, A and the longest due first', async () => {
    const START = `mutation ($class: AbcClass, $products: Int, $key: String) {
      startDueCount(locationId: "COW-LANE", class: $class, products: $products, idempotencyKey: $key) {
        id location { code } lines { batch { product { sku } } } } }`;
    const begin = async (variables: object = {}) =>
      (await shop.ask(START, variables)).startDueCount as {
        id: string;
        lines: { batch: { product: { sku: string } } }[];
      } | null;
    const skus = (count: Awaited<ReturnType<typeof begin>>) =>
      count!.lines.map(({ batch }) => batch.product.sku).sort();
    expect(await begin()).toBeNull();

    const came: [string, string, number][] = [
      ['START-A', 'A', -40],
      ['START-OLD', 'B', -120],
      ['START-NEW', 'B', -100],
      ['START-LATER', 'B', -90],
    ];
    for (const [sku, of, days] of came) {
      await shop.product(sku);
      await setClass(sku, of);
      await shop.ask(
        'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
        {
          input: {
            ...{ locationId: 'COW-LANE', businessDate: addDays(today, days) },
            lines: [{ productId: sku, quantity: 3 }],
          },
        },
      );
    }
    const first = await begin({ products: 2, key: 'once' });
    expect(skus(first)).toEqual(['START-A', 'START-OLD']);
    expect((await begin({ products: 2, key: 'once' }))!.id).toBe(first!.id);
    expect(await begin({ class: 'A' })).toBeNull();
    expect(skus(await begin({ class: 'B' }))).toEqual(['START-NEW']);
    expect(await begin()).toBeNull();
    expect(
      await shop.refused('mutation { startDueCount(locationId: "COW-LANE", products: 0) { id } }'),
    ).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'products', maximum: 1000 } });
  });

  it('leaves plans and classes to managers, and kits uncounted', async () => {
    const token = await shop.server.api.token(shop.server.shop.tenant, 'clerk', 'counter');
    for (const query of [
      'mutation { setCountPlan(class: A, everyDays: 1) { class } }',
      'mutation { setCountClass(productId: "FAST", class: A) { id } }',
    ]) {
      const { errors } = await shop.server.api.request(query, {}, { token });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    }
    await shop.product('SET', {
      ...{ kind: 'KIT', components: [{ productId: 'FAST', quantity: 1 }] },
    });
    expect(
      await shop.refused('mutation { setCountClass(productId: "SET", class: A) { id } }'),
    ).toMatchObject({ code: 'KIT_NOT_STOCKED' });
  });
});
