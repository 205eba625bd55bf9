import { openOperations, type Operations } from '../support/operations';

// What an adjustment and a count take in place of a batch's id: a product and the number of a lot, as a label has them.

const ADJUST =
  'mutation ($input: RequestAdjustmentInput!) { requestAdjustment(input: $input) { id batch { id } } }';
const START = 'mutation ($at: ID!) { startStockCount(locationId: $at) { id } }';
const COUNT = `mutation ($id: ID!, $lines: [CountLineInput!]!) {
  recordCount(stockCountId: $id, lines: $lines) { lines { batch { id } countedQuantity } } }`;

describe('a product and a lot in place of a batch', () => {
  let shop: Operations;
  let product: string;
  let count: string;
  beforeAll(async () => {
    shop = await openOperations();
    product = await shop.product('LABEL', { units: [{ code: 'tray', factor: 6 }] });
    count = (await shop.ask(START, { at: 'ADENTA' })).startStockCount.id as string;
  });
  afterAll(() => shop?.close());

  const received = (batchNumber: string, location = shop.adenta, quantity = 10) =>
    shop.receive(location, product, quantity, { batchNumber });
  const damaged = (more: object) => ({
    ...{ locationId: 'ADENTA', type: 'DAMAGE', quantity: -1, reason: 'dropped', ...more },
  });
  const adjust = async (more: object): Promise<{ id: string; batch: { id: string } }> =>
    (await shop.ask(ADJUST, { input: damaged(more) })).requestAdjustment;
  const refused = (more: object) => shop.refused(ADJUST, { input: damaged(more) });

  it('is the one batch of the lot at the location, however the number is written', async () => {
    const batch = await received('L-1');
    await received('L-1', shop.warehouse);
    await received('L-2');
    for (const lotNumber of ['L-1', ' l-1 ']) {
      expect((await adjust({ productId: 'label', lotNumber })).batch.id).toBe(batch);
    }
    const { recordCount } = await shop.ask(COUNT, {
      id: count,
      lines: [{ productId: product, lotNumber: 'L-1', countedQuantity: 1, unit: 'tray' }],
    });
    expect(recordCount.lines).toContainEqual({ batch: { id: batch }, countedQuantity: 6 });
  });

  it('is the batch with stock before one without; where none has any, the one that was there', async () => {
    const first = await received('L-3');
    await shop.adjust(first, shop.adenta, 'LOSS', -10);
    expect((await adjust({ productId: product, lotNumber: 'L-3' })).batch.id).toBe(first);
    const second = await received('L-3');
    expect((await adjust({ productId: product, lotNumber: 'L-3' })).batch.id).toBe(second);
  });

  it('is refused where there are several, with their ids, and where there is none', async () => {
    const both = [await received('L-4'), await received('L-4')];
    const named = { productId: product, lotNumber: 'L-4' };
    const ambiguous = {
      code: 'BATCH_AMBIGUOUS',
      details: { field: 'input.lotNumber', lotNumber: 'L-4', batchIds: both.sort() },
    };
    expect(await refused(named)).toMatchObject(ambiguous);
    expect(
      await shop.refused(COUNT, {
        id: count,
        lines: [
          { batchId: both[0], countedQuantity: 1 },
          { ...named, countedQuantity: 1 },
        ],
      }),
    ).toMatchObject({ code: 'BATCH_AMBIGUOUS', details: { field: 'lines[1].lotNumber' } });
    for (const lotNumber of ['L-9', 'L']) {
      expect(await refused({ ...named, lotNumber })).toMatchObject({
        code: 'BATCH_UNKNOWN',
        details: { field: 'input.lotNumber', lotNumber, productId: product },
      });
    }
    const elsewhere = { ...named, locationId: 'COW-LANE' };
    expect(await refused(elsewhere)).toMatchObject({ code: 'BATCH_UNKNOWN' });
  });

  it('is no batch of a receipt that was voided', async () => {
    const { receiveStock } = await shop.ask(
      'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }',
      {
        input: {
          locationId: 'ADENTA',
          lines: [{ productId: product, quantity: 1, batchNumber: 'L-5' }],
        },
      },
    );
    await shop.ask('mutation ($id: ID!) { voidReceipt(id: $id, reason: "x") { id } }', {
      id: receiveStock.id,
    });
    expect(await refused({ productId: product, lotNumber: 'L-5' })).toMatchObject({
      code: 'BATCH_UNKNOWN',
    });
  });

  it.each([
    ['nothing', {}, 'batchId'],
    ['a product alone', { productId: 'LABEL' }, 'batchId'],
    ['a lot alone', { lotNumber: 'L-1' }, 'lotNumber'],
  ])('is refused with %s', async (_, more, field) => {
    expect(await refused(more)).toMatchObject({
      ...{ code: 'BATCH_OR_LOT', details: { field: `input.${field}` } },
    });
  });

  it('is refused beside a batch', async () => {
    const batchId = await received('L-6');
    expect(await refused({ batchId, productId: product, lotNumber: 'L-6' })).toMatchObject({
      ...{ code: 'BATCH_OR_LOT', details: { field: 'input.lotNumber' } },
    });
  });

  it('sent again with its key is answered as the first time, whatever came in meanwhile', async () => {
    const batch = await received('L-7');
    const again = { productId: product, lotNumber: 'L-7', idempotencyKey: 'label-7' };
    const first = await adjust(again);
    await received('L-7');
    expect(await adjust(again)).toEqual(first);
    expect(first.batch.id).toBe(batch);
  });
});
