import { openTarget, type Target } from './calls';
import { violations } from './whole-database';

const SALE =
  'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { lines { quantity } } }';

// Duplicates within a document: an idempotency key, a product, a batch, a unit.

describe('duplicates in a document', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(async () => {
    expect(await violations(target.stage.database, target.stage.shop.tenant)).toEqual([]);
    await target.stage.close();
  });

  const ask = (query: string, variables: object = {}) => target.stage.api.request(query, variables);
  const codes = (errors?: { extensions: { code: string } }[]) =>
    errors?.map(({ extensions }) => extensions.code);

  it('one key for two bodies in one request: the first counts, the second is refused', async () => {
    const { shop } = target.stage;
    const body = (quantity: number) =>
      `{ locationId: "${shop.location}", idempotencyKey: "in one request", lines: [{ productId: "${shop.product}", quantity: ${quantity} }] }`;
    const { data, errors } = await ask(
      `mutation { a: recordSale(input: ${body(1)}) { id } b: recordSale(input: ${body(2)}) { id } }`,
    );
    expect([data, codes(errors)]).toEqual([null, ['IDEMPOTENCY_KEY_REUSED']]);
    // What the first has written stands, and can be asked for.
    const again = await ask(
      `mutation { a: recordSale(input: ${body(1)}) { lines { quantity } } b: recordSale(input: ${body(1)}) { id } }`,
    );
    expect(again.data.a.lines).toEqual([{ quantity: 1 }]);
    const others = await ask(
      `mutation { receiveStock(input: { locationId: "${shop.location}", idempotencyKey: "in one request",
         lines: [{ productId: "${shop.product}", batchNumber: "other", quantity: 1 }] }) { id } }`,
    );
    expect(codes(others.errors)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('lines of one document for one thing are added up, or refused', async () => {
    const { shop } = target.stage;
    const line = (quantity: number) => ({ productId: shop.product, quantity });
    const enough = await ask(SALE, {
      input: { locationId: shop.location, lines: [line(1), line(2)] },
    });
    expect(enough.data.recordSale.lines).toEqual([{ quantity: 1 }, { quantity: 2 }]);
    const half = { locationId: shop.location, lines: [line(600_000), line(600_000)] };
    expect(codes((await ask(SALE, { input: half })).errors)).toEqual(['INSUFFICIENT_STOCK']);

    const refund = (...quantities: number[]) =>
      ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
        input: {
          saleId: shop.sale,
          reason: 'x',
          lines: quantities.map((quantity) => ({ saleLineId: shop.line, quantity })),
        },
      });
    // 3 of the 4 sold are left to refund.
    expect(codes((await refund(2, 2)).errors)).toEqual(['REFUND_EXCEEDS_SALE']);
    expect((await refund(2, 1)).errors).toBeUndefined();

    const counted = await ask(
      'mutation ($id: ID!, $lines: [CountLineInput!]!) { recordCount(stockCountId: $id, lines: $lines) { lines { batch { id } countedQuantity } } }',
      {
        id: shop.openCount,
        lines: [1, 2, 3].map((countedQuantity) => ({ batchId: shop.otherBatch, countedQuantity })),
      },
    );
    const found = (
      counted.data.recordCount.lines as { batch: { id: string }; countedQuantity: number }[]
    ).filter(({ batch }) => batch.id === shop.otherBatch);
    expect(found.map(({ countedQuantity }) => countedQuantity)).toEqual([6]);
  });

  it.each<[string, string, (shop: Target['stage']['shop']) => object, string | null]>([
    [
      'batch numbers, which are one lot',
      'receiveStock',
      (s) => ({
        locationId: s.location,
        lines: [1, 2].map(() => ({ productId: s.product, batchNumber: 'D', quantity: 1 })),
      }),
      null,
    ],
    [
      'units',
      'createProduct',
      () => ({
        sku: 'units',
        name: 'x',
        units: [
          { code: 'u', factor: 2 },
          { code: 'u', factor: 3 },
        ],
      }),
      'UNIT_CODE_TAKEN',
    ],
    [
      'the base unit',
      'createProduct',
      () => ({ sku: 'base', name: 'x', baseUnit: 'g', units: [{ code: 'g', factor: 2 }] }),
      'UNIT_CODE_TAKEN',
    ],
    [
      'reservations',
      'recordSale',
      (s) => ({
        locationId: s.location,
        reservationIds: [s.reservation, s.reservation],
        lines: [{ productId: s.otherProduct, quantity: 20 }],
      }),
      null,
    ],
  ])('%s of one document', async (_, mutation, input, code) => {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`;
    const { errors } = await ask(
      `mutation ($input: ${type}) { ${mutation}(input: $input) { id } }`,
      { input: input(target.stage.shop) },
    );
    expect(codes(errors)).toEqual(code === null ? undefined : [code]);
  });
});
