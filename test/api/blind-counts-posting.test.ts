import { openBlindCounts, POST, RECORD, SUBMIT, type BlindCounts } from '../support/blind-counts';

// By itself within the tolerance, by somebody who has not counted beyond it.

describe('a blind count is posted', () => {
  let people: BlindCounts;
  beforeAll(async () => {
    people = await openBlindCounts();
  });
  afterAll(() => people?.shop.close());

  const ask: BlindCounts['ask'] = (...asked) => people.ask(...asked);
  const refused: BlindCounts['refused'] = (...asked) => people.refused(...asked);
  const sheet: BlindCounts['sheet'] = (...of) => people.sheet(...of);

  it('by itself where the books agree, and shows its figures then', async () => {
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

  it('by itself within the tolerance of its class, and not beyond', async () => {
    const { id: first, count, product, onHand } = await sheet('TOLERANT', 100);
    await people.shop.ask('mutation { setCountPlan(class: B, tolerancePercent: 10) { class } }');
    await people.shop.ask(
      'mutation ($id: ID!) { setCountClass(productId: $id, class: B) { id } }',
      {
        id: product,
      },
    );
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
    await people.shop.ask(
      'mutation ($id: ID!) { setCountClass(productId: $id, class: B) { id } }',
      {
        id: beyond.product,
      },
    );
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
    await people.shop.ask('mutation { setCountPlan(class: B, tolerancePercent: 0) { class } }');
  });

  it('beyond the tolerance by a manager who has not counted in it', async () => {
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

  it('not once it is cancelled, whatever is left to settle', async () => {
    const { id, count } = await sheet('CANCELLED', 50);
    await count('max', 45);
    await ask('mia', 'mutation ($id: ID!) { cancelStockCount(id: $id) { id } }', { id });
    for (const actor of ['max', 'mia']) {
      expect(await refused(actor, POST, { id })).toMatchObject({
        extensions: { code: 'ILLEGAL_TRANSITION' },
      });
    }
  });

  it('by who counted in it where the tenant allows that', async () => {
    const { id, count, onHand } = await sheet('ALLOWED', 50);
    await count('max', 45);
    await count('ann', 45);
    const allow = (value: boolean) =>
      people.shop.ask(
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

  it('with what two people found and the goods that were sold in between', async () => {
    const { count, product, onHand } = await sheet('SOLD', 50);
    await count('ann', 45);
    await people.shop.sell(people.shop.adenta, [{ productId: product, quantity: 5 }]);
    expect((await count('ben', 45)).lines).toMatchObject([{ state: 'SETTLED' }]); // the books say 45
    expect(await onHand()).toBe(45);

    const gap = await sheet('SOLD-GAP', 50);
    await gap.count('ann', 45);
    await people.shop.sell(people.shop.adenta, [{ productId: gap.product, quantity: 5 }]);
    const settled = await gap.count('ben', 40);
    expect(settled.lines).toMatchObject([
      { state: 'SETTLED', figures: { expectedQuantity: 45, countedQuantity: 40, variance: -5 } },
    ]);
    await people.shop.sell(people.shop.adenta, [{ productId: gap.product, quantity: 2 }]);
    const { id } = gap;
    await ask('mia', 'mutation ($id: ID!) { rebaseStockCount(id: $id) { id } }', { id });
    await ask('mia', POST, { id });
    expect(await gap.onHand()).toBe(38);
  });

  it('not where a rule refuses the posting', async () => {
    const { id, count, product, onHand } = await sheet('PROMISED', 100);
    await people.shop.ask(
      'mutation ($id: ID!) { setCountClass(productId: $id, class: A) { id } }',
      {
        id: product,
      },
    );
    await people.shop.ask('mutation { setCountPlan(class: A, tolerancePercent: 10) { class } }');
    await people.shop.ask(
      'mutation ($input: ReserveStockInput!) { reserveStock(input: $input) { id } }',
      {
        input: {
          productId: product,
          locationId: people.shop.adenta,
          quantity: 99,
          expiresInSeconds: 3600,
        },
      },
    );
    expect(await count('ann', 95)).toMatchObject({
      ...{ status: 'OPEN', lines: [{ state: 'SETTLED', figures: { variance: -5 } }] },
    });
    expect(await onHand()).toBe(100);
    expect(await refused('mia', POST, { id })).toMatchObject({
      extensions: { code: 'RESERVED_EXCEEDS_STOCK' },
    });
    await people.shop.ask('mutation { setCountPlan(class: A, tolerancePercent: 0) { class } }');
  });
});
