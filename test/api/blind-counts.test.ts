import {
  openBlindCounts,
  POST,
  RECORD,
  SHEET,
  SUBMIT,
  type BlindCounts,
} from '../support/blind-counts';

// In a blind count nobody is shown what is expected before a batch is settled, and nobody settles it alone, unless the
// books agree with the first try.

describe('a blind count', () => {
  let people: BlindCounts;
  beforeAll(async () => {
    people = await openBlindCounts();
  });
  afterAll(() => people?.shop.close());

  const ask: BlindCounts['ask'] = (...asked) => people.ask(...asked);
  const refused: BlindCounts['refused'] = (...asked) => people.refused(...asked);
  const sheet: BlindCounts['sheet'] = (...of) => people.sheet(...of);

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
      expect(secret(await people.request('max', query, { id, lines: lines(7_001) }))).toBe(false);
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
      // A new count would be a new try.
      extensions: { code: 'FORBIDDEN', details: { field: 'id', needed: 'manager' } },
    });
    await ask('max', CANCEL, { id });
    await looks();
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

  it('lets two people walk one list: what the first settled does not keep the second from the rest', async () => {
    const { id, lines, submit } = await sheet('LIST', 10, 12);
    await ask('ann', RECORD, { id, lines: lines(10, 8) });
    await ask('ben', RECORD, { id, lines: lines(9, 8) });
    expect((await submit('ann')).lines).toMatchObject([{ state: 'SETTLED' }, { state: 'RECOUNT' }]);
    expect((await submit('ben')).lines).toMatchObject([
      { state: 'SETTLED', figures: { countedQuantity: 10 } },
      { state: 'SETTLED', figures: { countedQuantity: 8, variance: -4 } },
    ]);
  });

  it('leaves other counts as they are, and breaks no rule', async () => {
    const product = await people.shop.product('PLAIN');
    const batch = await people.shop.receive(people.shop.adenta, product, 10);
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
    expect(await people.shop.brokenRules()).toEqual([]);
  });
});
