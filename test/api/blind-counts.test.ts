import { openOperations, type Operations } from '../support/operations';

// In a blind count nobody is shown what is expected before a batch is settled, and nobody settles it alone, unless the
// books agree with the first try.

describe('a blind count', () => {
  let shop: Operations;
  const tokens = new Map<string, string>();
  beforeAll(async () => {
    shop = await openOperations();
    const { tenant } = shop.server.shop;
    for (const [actor, role] of [
      ['ann', 'clerk'],
      ['ben', 'clerk'],
      ['cho', 'clerk'],
      ['max', 'manager'],
      ['mia', 'manager'],
    ] as const) {
      tokens.set(actor, await shop.server.api.token(tenant, role, actor));
    }
  });
  afterAll(() => shop?.close());

  interface Answer {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the query selects
    readonly data?: any;
    readonly errors?: { message: string; extensions: Record<string, unknown> }[];
  }
  const request = (actor: string, query: string, variables: object = {}): Promise<Answer> =>
    shop.server.api.request(query, variables, { token: tokens.get(actor)! });
  const ask = async (actor: string, query: string, variables: object = {}) => {
    const { data, errors } = await request(actor, query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const refused = async (actor: string, query: string, variables: object = {}) =>
    (await request(actor, query, variables)).errors?.[0];

  const SHEET =
    'id status automatic reason postedBy lines { batch { id } hidden state counted tolerancePercent figures { expectedQuantity countedQuantity variance } entries { actor quantity } }';
  const RECORD = `mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { ${SHEET} } }`;
  const SUBMIT = `mutation ($id: ID!) { submitStockCount(id: $id) { ${SHEET} } }`;
  const POST = `mutation ($id: ID!) { postStockCount(id: $id, reason: "checked") { ${SHEET} } }`;

  /** A product with batches of these quantities at a place, and a blind count of it. */
  async function sheet(sku: string, ...quantities: number[]) {
    const product = await shop.product(sku);
    const batches: string[] = [];
    for (const quantity of quantities) {
      batches.push(await shop.receive(shop.adenta, product, quantity));
    }
    const { startStockCount } = await ask(
      'ann',
      'mutation ($of: [ID!]) { startStockCount(locationId: "ADENTA", productIds: $of, blind: true) { id blind } }',
      { of: [product] },
    );
    expect(startStockCount.blind).toBe(true);
    const id = startStockCount.id as string;
    const lines = (...counted: number[]) =>
      counted.map((countedQuantity, n) => ({ batchId: batches[n], countedQuantity }));
    const submit = async (actor: string) => (await ask(actor, SUBMIT, { id })).submitStockCount;
    return {
      ...{ id, product, batches, lines, submit },
      count: async (actor: string, ...counted: number[]) => {
        await ask(actor, RECORD, { id, lines: lines(...counted) });
        return submit(actor);
      },
      read: async (actor = 'ann') =>
        (await ask(actor, `query ($id: ID!) { stockCount(id: $id) { ${SHEET} } }`, { id }))
          .stockCount,
      onHand: async () => (await shop.level(product, shop.adenta)).onHand,
    };
  }

  it('shows nobody what is expected before it is settled, whatever the role and the way', async () => {
    const EXPECTED = 7_919;
    const { id, product, batches, lines, count, read } = await sheet('HIDDEN', EXPECTED);
    const secret = (answer: unknown) => JSON.stringify(answer).includes(String(EXPECTED));
    const looks = async () => {
      for (const actor of ['ann', 'ben', 'max']) {
        for (const field of ['expectedQuantity', 'countedQuantity', 'variance']) {
          const query = `query ($id: ID!) { stockCount(id: $id) { lines { ${field} } } }`;
          expect(await refused(actor, query, { id })).toMatchObject({
            extensions: { code: 'COUNT_BLIND', details: { field } },
          });
        }
        const { lines: shown } = await read(actor);
        expect(shown).toMatchObject([{ hidden: true, counted: false, figures: null }]);
      }
      const audit = await ask(
        'max',
        'query ($id: String) { auditLog(entity: "stock_count", entityId: $id) { nodes { before after } } }',
        { id },
      );
      expect(secret(audit)).toBe(false);
    };
    await looks();
    const counted = await ask('ann', RECORD, { id, lines: lines(7_000) });
    expect(secret(counted)).toBe(false);
    await looks();

    // What others found is not shown to who may have to count again, nor in a refusal.
    expect((await read('ann')).lines[0].entries).toEqual([{ actor: 'ann', quantity: 7_000 }]);
    expect((await read('ben')).lines[0].entries).toEqual([]);
    expect((await read('max')).lines[0].entries).toEqual([]);
    const stale = { batchId: batches[0], countedQuantity: 1, expectedVersion: 0 };
    expect(await refused('ben', RECORD, { id, lines: [stale] })).toMatchObject({
      extensions: { code: 'STALE_VERSION', details: { entries: [] } },
    });
    expect((await count('ann', 7_000)).lines).toMatchObject([{ state: 'RECOUNT', figures: null }]);
    await looks();
    for (const query of [POST, RECORD, SUBMIT]) {
      expect(secret(await request('max', query, { id, lines: lines(7_001) }))).toBe(false);
    }
    expect(
      (
        await ask('ann', 'query ($id: ID!) { stockFlow(productId: $id) { storefrontCounted } }', {
          id: product,
        })
      ).stockFlow,
    ).toEqual({ storefrontCounted: null });

    const CANCEL = 'mutation ($id: ID!) { cancelStockCount(id: $id) { id } }';
    expect(await refused('ann', CANCEL, { id })).toMatchObject({
      extensions: { code: 'FORBIDDEN' }, // a new count would be a new try
    });
    await ask('max', CANCEL, { id });
    await looks();
  });

  it('is posted by itself where the books agree, and shows its figures then', async () => {
    const { id: open, lines: of, count, onHand } = await sheet('AGREES', 12, 5);
    const half = await count('ann', 12);
    expect(half).toMatchObject({ status: 'OPEN', automatic: false });
    expect(half.lines).toMatchObject([
      { state: 'SETTLED', hidden: false, figures: { expectedQuantity: 12, variance: 0 } },
      { state: 'TO_COUNT', hidden: true, figures: null },
    ]);
    expect(await refused('ben', RECORD, { id: open, lines: of(12, 5) })).toMatchObject({
      extensions: {
        code: 'COUNT_CLOSED',
        details: { field: 'lines[0].batchId', status: 'SETTLED' },
      },
    });
    const { id, lines } = await sheet('AGREES-AT-ONCE', 12, 5);
    await ask('ann', RECORD, { id, lines: lines(12, 5) });
    expect((await ask('ann', SUBMIT, { id })).submitStockCount).toMatchObject({
      ...{ status: 'POSTED', automatic: true, postedBy: 'ann' },
      lines: [{ state: 'SETTLED' }, { state: 'SETTLED' }],
    });
    expect(await onHand()).toBe(17);
  });

  it('is posted by itself within the tolerance of its class, and not beyond', async () => {
    const { id: first, count, product, onHand } = await sheet('TOLERANT', 100);
    await shop.ask('mutation { setCountPlan(class: B, tolerancePercent: 10) { class } }');
    await shop.ask('mutation ($id: ID!) { setCountClass(productId: $id, class: B) { id } }', {
      id: product,
    });
    expect(first).toBeDefined();
    expect(await count('ann', 90)).toMatchObject({
      ...{ status: 'POSTED', automatic: true },
      lines: [
        {
          tolerancePercent: 10,
          figures: { expectedQuantity: 100, countedQuantity: 90, variance: -10 },
        },
      ],
    });
    expect(await onHand()).toBe(90);

    const beyond = await sheet('TOLERANT-NOT', 100);
    await shop.ask('mutation ($id: ID!) { setCountClass(productId: $id, class: B) { id } }', {
      id: beyond.product,
    });
    expect(await beyond.count('ann', 89)).toMatchObject({
      ...{ status: 'OPEN', lines: [{ state: 'RECOUNT', figures: null }] },
    });
    // 80 and 89 differ by more than a tenth of 89, 81 and 89 do not.
    expect(await beyond.count('ben', 80)).toMatchObject({ lines: [{ state: 'RECOUNT' }] });
    expect(await beyond.count('cho', 81)).toMatchObject({
      ...{ status: 'OPEN', automatic: false },
      lines: [
        {
          state: 'SETTLED',
          figures: { expectedQuantity: 100, countedQuantity: 81, variance: -19 },
        },
      ],
    });
    expect(await beyond.onHand()).toBe(100);
    await shop.ask('mutation { setCountPlan(class: B, tolerancePercent: 0) { class } }');
  });

  it('takes no second try of the same person, who could look for the expected quantity', async () => {
    const { id, product, lines, count, submit } = await sheet('TRIES', 50);
    await count('ann', 40);
    for (const guess of [49, 50]) {
      expect(await refused('ann', RECORD, { id, lines: lines(guess) })).toMatchObject({
        extensions: { code: 'COUNT_REPEATED', details: { field: 'lines[0].batchId' } },
      });
    }
    expect((await submit('ann')).lines).toMatchObject([{ state: 'RECOUNT' }]);
    const other = await ask(
      'ann',
      'mutation ($of: [ID!]) { startStockCount(locationId: "ADENTA", productIds: $of, blind: true) { id } }',
      { of: [product] },
    );
    expect(
      await refused('ann', RECORD, { id: other.startStockCount.id, lines: lines(50) }),
    ).toMatchObject({ extensions: { code: 'COUNT_REPEATED' } });
    expect((await count('ben', 41)).lines).toMatchObject([{ state: 'RECOUNT' }]);
    expect((await count('ann', 41)).lines).toMatchObject([{ state: 'SETTLED' }]);
  });

  it('takes no position from before it began: nothing there, and all that moved since, are the books', async () => {
    const { id, batches, count } = await sheet('POSITION', 50);
    const lines = [{ batchId: batches[0], countedQuantity: 0, expectedSequence: 0 }];
    expect(await refused('ann', RECORD, { id, lines })).toMatchObject({
      extensions: { code: 'SEQUENCE_NOT_REACHED', details: { field: 'lines[0].expectedSequence' } },
    });
    lines[0]!.expectedSequence = 1;
    await ask('ann', RECORD, { id, lines });
    expect((await count('ann', 49)).lines).toMatchObject([{ state: 'RECOUNT' }]);
  });

  it('is posted beyond the tolerance by a manager who has not counted in it', async () => {
    const { id, count, onHand } = await sheet('BEYOND', 50);
    await count('max', 45);
    expect(await refused('mia', POST, { id })).toMatchObject({
      extensions: { code: 'COUNT_UNSETTLED' },
    });
    expect(await count('ann', 45)).toMatchObject({
      ...{
        status: 'OPEN',
        lines: [{ figures: { expectedQuantity: 50, countedQuantity: 45, variance: -5 } }],
      },
    });
    expect(await refused('ann', POST, { id })).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
    expect(await refused('max', POST, { id })).toMatchObject({
      extensions: { code: 'SELF_APPROVAL' },
    });
    expect(await onHand()).toBe(50);
    expect((await ask('mia', POST, { id })).postStockCount).toMatchObject({
      ...{ status: 'POSTED', automatic: false, postedBy: 'mia', reason: 'checked' },
    });
    expect(await onHand()).toBe(45);
  });

  it('lets who counted post it where the tenant allows that', async () => {
    const { id, count, onHand } = await sheet('ALLOWED', 50);
    await count('max', 45);
    await count('ann', 45);
    const allow = (value: boolean) =>
      shop.ask(
        'mutation ($v: Boolean) { updateSettings(input: { allowSelfApproval: $v }) { code } }',
        {
          v: value,
        },
      );
    await allow(true);
    await ask('max', POST, { id });
    await allow(false);
    expect(await onHand()).toBe(45);
  });

  it('compares what two people found with the goods that were sold in between', async () => {
    const { count, product, onHand } = await sheet('SOLD', 50);
    await count('ann', 45);
    await shop.sell(shop.adenta, [{ productId: product, quantity: 5 }]);
    expect((await count('ben', 45)).lines).toMatchObject([{ state: 'SETTLED' }]); // the books say 45
    expect(await onHand()).toBe(45);

    const gap = await sheet('SOLD-GAP', 50);
    await gap.count('ann', 45);
    await shop.sell(shop.adenta, [{ productId: gap.product, quantity: 5 }]);
    const settled = await gap.count('ben', 40);
    expect(settled.lines).toMatchObject([
      { state: 'SETTLED', figures: { expectedQuantity: 45, countedQuantity: 40, variance: -5 } },
    ]);
    await shop.sell(shop.adenta, [{ productId: gap.product, quantity: 2 }]);
    const { id } = gap;
    await ask('mia', 'mutation ($id: ID!) { rebaseStockCount(id: $id) { id } }', { id });
    await ask('mia', POST, { id });
    expect(await gap.onHand()).toBe(38);
  });

  it('adds up what one person finds on two shelves, not what two people find', async () => {
    const { id, batches, submit } = await sheet('SHELVES', 30);
    const add = (actor: string, countedQuantity: number) =>
      ask(actor, RECORD, { id, lines: [{ batchId: batches[0], countedQuantity, mode: 'ADD' }] });
    await add('ann', 10);
    await add('ben', 20);
    await add('ann', 15);
    expect((await submit('ann')).lines).toMatchObject([{ state: 'RECOUNT' }]); // 25
    await add('ben', 5);
    expect((await submit('ben')).lines).toMatchObject([
      { state: 'SETTLED', figures: { countedQuantity: 25, variance: -5 } },
    ]);
  });

  it('stays open where a rule refuses the posting', async () => {
    const { id, count, product, onHand } = await sheet('PROMISED', 100);
    await shop.ask('mutation ($id: ID!) { setCountClass(productId: $id, class: A) { id } }', {
      id: product,
    });
    await shop.ask('mutation { setCountPlan(class: A, tolerancePercent: 10) { class } }');
    await shop.ask('mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }', {
      input: { productId: product, locationId: shop.adenta, quantity: 99, expiresInSeconds: 3600 },
    });
    expect(await count('ann', 95)).toMatchObject({
      ...{ status: 'OPEN', lines: [{ state: 'SETTLED', figures: { variance: -5 } }] },
    });
    expect(await onHand()).toBe(100);
    expect(await refused('mia', POST, { id })).toMatchObject({
      extensions: { code: 'RESERVED_EXCEEDS_STOCK' },
    });
    await shop.ask('mutation { setCountPlan(class: A, tolerancePercent: 0) { class } }');
  });

  it('leaves other counts as they are, and breaks no rule', async () => {
    const product = await shop.product('PLAIN');
    const batch = await shop.receive(shop.adenta, product, 10);
    const { startStockCount } = await ask(
      'ann',
      `mutation ($of: [ID!]) { startStockCount(locationId: "ADENTA", productIds: $of) { ${SHEET} } }`,
      { of: [product] },
    );
    expect(startStockCount.lines).toMatchObject([
      { hidden: false, state: 'TO_COUNT', figures: { expectedQuantity: 10 } },
    ]);
    const { id } = startStockCount;
    await ask('ann', RECORD, { id, lines: [{ batchId: batch, countedQuantity: 10 }] });
    expect((await ask('ann', SUBMIT, { id })).submitStockCount).toMatchObject({
      ...{ status: 'OPEN', lines: [{ state: 'SETTLED' }] },
    });
    expect(await shop.brokenRules()).toEqual([]);
  });
});
