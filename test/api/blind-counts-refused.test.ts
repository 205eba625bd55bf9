import { openBlindCounts, SHEET, type BlindCounts } from '../support/blind-counts';

// A mutation whose answer would have to show a figure of a blind count writes nothing, and what waits for a second person
// is listed.

describe('a mutation that is asked for a hidden figure', () => {
  let people: BlindCounts;
  beforeAll(async () => {
    people = await openBlindCounts();
  });
  afterAll(() => people?.shop.close());

  const START = (selected: string, fragment = '') =>
    `mutation ($of: [ID!], $shown: Boolean = true) {
       startStockCount(locationId: "ADENTA", productIds: $of, blind: true) {
         id status @include(if: $shown) ${selected} } } ${fragment}`;
  const blind = (field: string) => ({ extensions: { code: 'COUNT_BLIND', details: { field } } });
  const counts = async () =>
    (await people.ask('max', '{ stockCounts { totalCount } }')).stockCounts.totalCount;

  it('starts no count, however the figure is named', async () => {
    const { product } = await people.sheet('START', 5);
    const before = await counts();
    for (const [selected, field, fragment] of [
      ['lines { expectedQuantity }', 'expectedQuantity'],
      ['sheet: lines { of: countedQuantity }', 'countedQuantity'],
      ['...Sheet', 'variance', 'fragment Sheet on StockCount { lines { figure: variance } }'],
      ['... on StockCount { lines { ... on StockCountLine { variance } } }', 'variance'],
      ['lines @include(if: $shown) { variance }', 'variance'],
    ] as const) {
      const query = START(selected, fragment);
      expect(await people.refused('ann', query, { of: [product] })).toMatchObject(blind(field));
    }
    expect(await counts()).toBe(before);
    await people.ask('ann', START('lines @skip(if: $shown) { variance }'), { of: [product] });
    expect(await counts()).toBe(before + 1);
  });

  it('records, submits, rebases, explains and cancels nothing', async () => {
    const { id, batches, count, read } = await people.sheet('WRITE', 5);
    const shown = '{ lines { expectedQuantity } }';
    const lines = [{ batchId: batches[0], countedQuantity: 4 }];
    const given = { id, lines };
    for (const mutation of [
      `($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) ${shown} }`,
      `($id: ID!) { rebaseStockCount(id: $id) ${shown} }`,
      `($id: ID!) { cancelStockCount(id: $id) ${shown} }`,
    ]) {
      expect(await people.refused('max', `mutation ${mutation}`, given)).toMatchObject(
        blind('expectedQuantity'),
      );
    }
    const explain = `mutation ($id: ID!, $b: ID!) {
      explainVariances(stockCountId: $id, lines: [{ batchId: $b, reason: THEFT }]) ${shown} }`;
    expect(await people.refused('max', explain, { id, b: batches[0] })).toMatchObject(
      blind('expectedQuantity'),
    );
    expect(await read('max')).toMatchObject({
      ...{ status: 'OPEN', lines: [{ state: 'TO_COUNT', entries: [] }] },
    });
    await count('ann', 4);
    const RECORD =
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }';
    await people.ask('ben', RECORD, { id, lines: [{ ...lines[0], countedQuantity: 3 }] });
    const submit = `mutation ($id: ID!) { submitStockCount(id: $id) ${shown} }`;
    expect(await people.refused('ben', submit, { id })).toMatchObject(blind('expectedQuantity'));
    expect((await count('ben', 4)).lines).toMatchObject([{ state: 'SETTLED' }]);
    const POST = `mutation ($id: ID!) { postStockCount(id: $id, reason: "seen") { lines { expectedQuantity variance } } }`;
    expect((await people.ask('mia', POST, { id })).postStockCount.lines).toEqual([
      { expectedQuantity: 5, variance: -1 },
    ]);
  });

  it('starts no count of what is due, and uses no key', async () => {
    const START_DUE = (selected: string) =>
      `mutation { startDueCount(locationId: "MALL-DUE", idempotencyKey: "due-1") { ${selected} } }`;
    await people.shop.ask(
      'mutation { createLocation(input: { code: "MALL-DUE", name: "Mall", kind: STOREFRONT }) { id } }',
    );
    const product = await people.shop.product('DUE');
    await people.shop.ask(
      'mutation ($p: ID!) { receiveStock(input: { locationId: "MALL-DUE", lines: [{ productId: $p, quantity: 3 }] }) { id } }',
      { p: product },
    );
    await people.shop.ask('mutation { setCountPlan(class: C, everyDays: 1) { class } }');
    const before = await counts();
    await people.refused('ann', START_DUE('id lines { variance }'));
    expect(await counts()).toBe(before);
    await people.ask('ann', START_DUE(SHEET));
  });

  it('a retry starts one count, with whichever fields', async () => {
    const product = await people.shop.product('RETRY');
    await people.shop.receive(people.shop.adenta, product, 5);
    const START_ONCE = `mutation ($of: [ID!], $blind: Boolean) {
      startStockCount(locationId: "ADENTA", productIds: $of, blind: $blind, idempotencyKey: "start-1") { id lines { expectedQuantity } } }`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        people.ask('ann', START_ONCE, { of: [product], blind: false }),
      ),
    );
    expect(new Set(answers.map(({ startStockCount }) => startStockCount.id)).size).toBe(1);
    const later = START_ONCE.replace('lines { expectedQuantity }', 'status');
    const again = await people.ask('ann', later, { of: [product], blind: false });
    expect(again.startStockCount.id).toBe(answers[0].startStockCount.id);
    expect(await people.refused('ann', later, { of: [product], blind: true })).toMatchObject({
      extensions: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
  });

  it('waits for an approval once it is settled beyond the tolerance', async () => {
    const { id, count, batches, product } = await people.sheet('WAITS', 50);
    const pending = async () =>
      (
        await people.ask('max', '{ pendingApprovals { kind id requestedBy waitingDays } }')
      ).pendingApprovals.filter((each: { id: string }) => each.id === id);
    const settledAt = async () =>
      (await people.ask('max', 'query ($id: ID!) { stockCount(id: $id) { settledAt } }', { id }))
        .stockCount.settledAt;
    await count('ann', 45);
    expect([await pending(), await settledAt()]).toEqual([[], null]);
    await count('ben', 45);
    const found = { kind: 'STOCK_COUNT', id, requestedBy: 'ben', waitingDays: 0 };
    expect([await pending(), await settledAt()]).toEqual([[found], expect.any(String)]);

    // A batch that nobody had expected there has to be counted first.
    const other = await people.shop.receive(people.shop.warehouse, product, 3);
    const RECORD =
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { id } }';
    const SUBMIT = 'mutation ($id: ID!) { submitStockCount(id: $id) { status } }';
    for (const actor of ['ann', 'ben']) {
      await people.ask(actor, RECORD, { id, lines: [{ batchId: other, countedQuantity: 1 }] });
      expect(await pending()).toEqual([]);
      await people.ask(actor, SUBMIT, { id });
    }
    expect(await pending()).toEqual([found]);
    expect(batches).toHaveLength(1);
    await people.ask(
      'mia',
      'mutation ($id: ID!) { postStockCount(id: $id, reason: "seen") { id } }',
      { id },
    );
    expect(await pending()).toEqual([]);
    expect(await people.shop.brokenRules()).toEqual([]);
  });
});
