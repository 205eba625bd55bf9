import {
  openBlindCounts,
  POST,
  RECORD,
  SHEET,
  SUBMIT,
  type BlindCounts,
} from '../support/blind-counts';

// What one person could do with several counts of a batch: take a little out with each.

describe('several counts of a batch', () => {
  let people: BlindCounts;
  beforeAll(async () => {
    people = await openBlindCounts();
    await people.shop.ask('mutation { setCountPlan(class: C, tolerancePercent: 10) { class } }');
  });
  afterAll(() => people?.shop.close());

  const start = async (actor: string, product: string, blind: boolean) =>
    (
      await people.ask(
        actor,
        `mutation ($of: [ID!], $blind: Boolean) {
          startStockCount(locationId: "ADENTA", productIds: $of, blind: $blind) { ${SHEET} } }`,
        { of: [product], blind },
      )
    ).startStockCount;
  const count = async (
    actor: string,
    product: string,
    batchId: string,
    countedQuantity: number,
  ) => {
    const { id } = await start(actor, product, true);
    await people.ask(actor, RECORD, { id, lines: [{ batchId, countedQuantity }] });
    return (await people.ask(actor, SUBMIT, { id })).submitStockCount;
  };
  const waiting = async () =>
    (await people.ask('max', '{ pendingApprovals { id } }')).pendingApprovals.map(
      (each: { id: string }) => each.id,
    );

  it('of one person change it once by themselves; then it waits for a manager', async () => {
    const { product, batches, count: first, onHand } = await people.sheet('DRIFT', 100);
    const again = (actor: string, counted: number) => count(actor, product, batches[0]!, counted);
    expect(await first('ann', 95)).toMatchObject({ status: 'POSTED', automatic: true });
    const second = await again('ann', 90);
    expect(second).toMatchObject({
      ...{ status: 'OPEN', automatic: false },
      lines: [{ state: 'SETTLED', figures: { expectedQuantity: 95, variance: -5 } }],
    });
    expect(await waiting()).toContain(second.id);
    expect(await onHand()).toBe(95);

    // What changes nothing posts itself, and is no second person.
    expect(await again('ann', 95)).toMatchObject({ status: 'POSTED', automatic: true });
    expect(await again('ann', 94)).toMatchObject({ status: 'OPEN' });
    expect(await onHand()).toBe(95);

    // Another person's quantity in between, or a manager who has posted one.
    expect(await again('ben', 93)).toMatchObject({ status: 'POSTED', automatic: true });
    expect(await again('ann', 92)).toMatchObject({ status: 'POSTED', automatic: true });
    const third = await again('ann', 91);
    expect(third).toMatchObject({ status: 'OPEN' });
    await people.ask('mia', POST, { id: third.id });
    expect(await again('ann', 90)).toMatchObject({ status: 'POSTED', automatic: true });
    expect(await again('ann', 89)).toMatchObject({ status: 'OPEN' });
    expect(await onHand()).toBe(90);
    expect(await people.shop.brokenRules()).toEqual([]);
  });

  it('submitted at once by one person change it once', async () => {
    const { product, batches, onHand } = await people.sheet('DRIFT-RACE', 100);
    const ids: string[] = [];
    for (const countedQuantity of [99, 98, 97, 96, 95]) {
      const { id } = await start('ann', product, true);
      await people.ask('ann', RECORD, { id, lines: [{ batchId: batches[0], countedQuantity }] });
      ids.push(id);
    }
    await Promise.all(ids.map((id) => people.ask('ann', SUBMIT, { id })));
    const states = await Promise.all(
      ids.map((id) =>
        people.ask('max', 'query ($id: ID!) { stockCount(id: $id) { status automatic } }', { id }),
      ),
    );
    expect(states.filter(({ stockCount }) => stockCount.status === 'POSTED')).toHaveLength(1);
    expect(await onHand()).toBeGreaterThanOrEqual(95);
    expect(await people.shop.brokenRules()).toEqual([]);
  });
});
