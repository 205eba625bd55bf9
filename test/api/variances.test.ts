import { openOperations, type Operations } from '../support/operations';

// What counts found too much and too little, and why.

describe('variances', () => {
  let shop: Operations;
  let today: string;
  beforeAll(async () => {
    shop = await openOperations();
    today = shop.server.shop.today;
  });
  afterAll(() => shop?.close());

  const EXPLAIN = `mutation ($id: ID!, $lines: [VarianceReasonInput!]!) {
    explainVariances(stockCountId: $id, lines: $lines) { lines { batch { id } reason reasonNote } } }`;
  /** Counts batches at a place and posts the count. */
  const count = async (place: string, figures: Record<string, number>) => {
    const { startStockCount } = await shop.ask(
      'mutation ($at: ID!) { startStockCount(locationId: $at, productIds: []) { id } }',
      { at: place },
    );
    const { id } = startStockCount;
    await shop.ask(
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
      {
        id,
        lines: Object.entries(figures).map(([batchId, countedQuantity]) => ({
          ...{ batchId, countedQuantity },
        })),
      },
    );
    await shop.ask('mutation ($id: ID!) { postStockCount(id: $id, reason: "x") { id } }', { id });
    return id as string;
  };
  // The shop has a count of its own, of another product at another place.
  const report = async (groupBy: string, more: object = {}) =>
    (
      await shop.ask(
        `query ($from: LocalDate!, $to: LocalDate!, $by: VarianceGroup, $at: ID, $of: ID) {
          varianceReport(from: $from, to: $to, groupBy: $by, locationId: $at, productId: $of) {
            key reason person month product { sku } location { code } batches surplus shortage variance
            surplusValue shortageValue value quantityWithoutCost } }`,
        { from: today, to: today, by: groupBy, ...more },
      )
    ).varianceReport.filter(({ key }: { key: string }) => key !== 'L2' && key !== 'B') as {
      key: string;
    }[];

  it('are summed by reason, product, place, person and month, with their value where a cost is known', async () => {
    const [cups, pots] = [await shop.product('CUPS'), await shop.product('POTS')];
    const cheap = await shop.receive(shop.adenta, cups, 20, { unitCost: '1.50' });
    const dear = await shop.receive(shop.adenta, cups, 20, { unitCost: '4.00' });
    const unknown = await shop.receive(shop.cowLane, pots, 10);
    const even = await shop.receive(shop.adenta, cups, 5, { unitCost: '9.00' });
    const first = await count(shop.adenta, { [cheap]: 16, [dear]: 22, [even]: 5 });
    const second = await count(shop.cowLane, { [unknown]: 7 });
    // A later cost of the goods is known by the end of the period.
    await shop.ask(
      'mutation ($id: ID!) { addBatchCost(batchId: $id, amount: "10.00", reason: "freight", kind: FREIGHT) { id } }',
      { id: cheap },
    );

    const none = { reason: null, person: null, month: null, product: null, location: null };
    const adenta = {
      ...{ ...none, batches: 2, surplus: 2, shortage: 4, variance: -2 },
      // 4 of 20 with 10.00 of freight: 4 x 2.00; 2 x 4.00 too much.
      ...{ surplusValue: '8.00', shortageValue: '8.00', value: '0.00', quantityWithoutCost: 0 },
    };
    const cowLane = {
      ...{ ...none, batches: 1, surplus: 0, shortage: 3, variance: -3 },
      ...{ surplusValue: '0.00', shortageValue: '0.00', value: '0.00', quantityWithoutCost: 3 },
    };
    expect(await report('LOCATION')).toEqual([
      { ...adenta, key: 'ADENTA', location: { code: 'ADENTA' } },
      { ...cowLane, key: 'COW-LANE', location: { code: 'COW-LANE' } },
    ]);
    expect(await report('PRODUCT')).toEqual([
      { ...adenta, key: 'CUPS', product: { sku: 'CUPS' } },
      { ...cowLane, key: 'POTS', product: { sku: 'POTS' } },
    ]);
    const month = today.slice(0, 7);
    const at = shop.adenta;
    expect(await report('MONTH', { at })).toEqual([{ ...adenta, key: month, month }]);
    expect(await report('PERSON', { at })).toEqual([
      { ...adenta, key: 'tester', person: 'tester' },
    ]);
    expect(await report('REASON', { at: shop.cowLane })).toEqual([
      { ...cowLane, key: 'UNEXPLAINED' },
    ]);
    expect(await report('REASON', { of: cups })).toEqual([{ ...adenta, key: 'UNEXPLAINED' }]);
    expect(await report('REASON', { from: '2020-01-01', to: '2020-12-31' })).toEqual([]);

    const lines = [
      { batchId: cheap, reason: 'MIXED_UP' },
      { batchId: dear, reason: 'MIXED_UP', note: 'the cheap ones stood there' },
    ];
    const explained = async () =>
      (await shop.ask(EXPLAIN, { id: first, lines })).explainVariances.lines;
    expect(await explained()).toEqual(
      expect.arrayContaining([
        { batch: { id: dear }, reason: 'MIXED_UP', reasonNote: 'the cheap ones stood there' },
        { batch: { id: even }, reason: null, reasonNote: null },
      ]),
    );
    const { api, shop: small } = shop.server;
    const answer = await fetch(
      `${api.url.replace('/graphql', '')}/export/count-variances.csv?batchId=${dear}&from=${today}`,
      { headers: { authorization: `Bearer ${await api.token(small.tenant, 'viewer')}` } },
    );
    const [head, ...batches] = (await answer.text()).trim().split('\n');
    const columns = head!.split(',');
    expect(batches).toHaveLength(1);
    const row = Object.fromEntries(
      batches[0]!
        .replaceAll('"', '')
        .split(',')
        .map((cell, n) => [columns[n], cell]),
    );
    expect(row).toMatchObject({
      ...{ sku: 'CUPS', location: 'ADENTA', expected_quantity: '20', counted_quantity: '22' },
      ...{ variance: '2', unit_cost: '4.000000', value: '8.000000', reason: 'MIXED_UP' },
      ...{ note: 'the cheap ones stood there', automatic: 'f', business_date: today },
    });
    await explained(); // sent again: nothing is recorded twice
    const { rows } = await shop.server.database.pools.super.query(
      `select count(*)::int as reasons from inventory.stock_count_reasons where reason = 'MIXED_UP'`,
    );
    expect(rows).toEqual([{ reasons: 2 }]);
    expect(await report('REASON', { at })).toEqual([
      { ...adenta, key: 'MIXED_UP', reason: 'MIXED_UP' },
    ]);
    await shop.ask(EXPLAIN, { id: second, lines: [{ batchId: unknown, reason: 'OTHER' }] });
    await shop.ask(EXPLAIN, { id: second, lines: [{ batchId: unknown, reason: 'THEFT' }] });
    expect((await report('REASON')).map(({ key }) => key)).toEqual([
      ...['MIXED_UP', 'THEFT', 'UNEXPLAINED'],
    ]);
    expect(await shop.brokenRules()).toEqual([]);
  });

  it('are not those of counts that are open or cancelled, and are explained by managers, of lines that are there', async () => {
    const mats = await shop.product('MATS');
    const batchId = await shop.receive(shop.warehouse, mats, 9, { unitCost: '1.00' });
    const { startStockCount } = await shop.ask(
      'mutation ($of: [ID!], $at: ID!) { startStockCount(locationId: $at, productIds: $of) { id } }',
      { of: [mats], at: shop.warehouse },
    );
    const { id } = startStockCount;
    await shop.ask(
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }',
      { id, lines: [{ batchId, countedQuantity: 1 }] },
    );
    expect(await report('PRODUCT', { of: mats })).toEqual([]);
    const other = await shop.receive(shop.cowLane, mats, 1);
    const lines = [
      { batchId, reason: 'DAMAGE' },
      { batchId: other, reason: 'DAMAGE' },
    ];
    expect(await shop.refused(EXPLAIN, { id, lines })).toMatchObject({
      ...{ code: 'BATCH_UNKNOWN', details: { field: 'lines[1].batchId', batchId: other } },
    });
    const blank = [{ batchId, reason: 'DAMAGE', note: ' ' }];
    expect(await shop.refused(EXPLAIN, { id, lines: blank })).toMatchObject({
      ...{ code: 'TEXT_INVALID', details: { field: 'lines[0].note' } },
    });
    const token = await shop.server.api.token(shop.server.shop.tenant, 'clerk', 'counter');
    const { errors } = await shop.server.api.request(
      EXPLAIN,
      { id, lines: lines.slice(0, 1) },
      { token },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    await shop.ask('mutation ($id: ID!) { cancelStockCount(id: $id) { id } }', { id });
    expect(await report('PRODUCT', { of: mats })).toEqual([]);
  });
});
