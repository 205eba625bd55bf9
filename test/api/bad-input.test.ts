import { footprint, setStage, type Stage } from './support';
import { UNKNOWN_ID } from '../rules/statements';

const SALE = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
const RECEIVE = 'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }';
const REFUND = 'mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }';
const PRODUCT = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }';

describe('bad input is refused by a code that names the field, and writes nothing', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.close());

  const sale = (line: object, more: object = {}) => ({
    input: { locationId: stage.shop.location, lines: [line], ...more },
  });
  const line = (quantity: unknown) => ({ productId: stage.shop.product, quantity });

  const cases: [string, string, () => object, string, string][] = [
    [
      'an unknown product',
      SALE,
      () => sale({ productId: UNKNOWN_ID, quantity: 1 }),
      'PRODUCT_UNKNOWN',
      'input.lines[0].productId',
    ],
    [
      'an unknown location',
      SALE,
      () => ({ input: { locationId: UNKNOWN_ID, lines: [line(1)] } }),
      'LOCATION_UNKNOWN',
      'input.locationId',
    ],
    [
      'a malformed id',
      SALE,
      () => sale({ productId: 'apple', quantity: 1 }),
      'BAD_USER_INPUT',
      'input.lines[0].productId',
    ],
    ['quantity 0', SALE, () => sale(line(0)), 'QUANTITY_NOT_POSITIVE', 'input.lines[0].quantity'],
    [
      'a negative quantity',
      SALE,
      () => sale(line(-3)),
      'QUANTITY_NOT_POSITIVE',
      'input.lines[0].quantity',
    ],
    [
      'a fractional quantity',
      SALE,
      () => sale(line(1.5)),
      'BAD_USER_INPUT',
      'input.lines[0].quantity',
    ],
    [
      'a quantity beyond 2^53',
      SALE,
      () => sale(line(2 ** 53)),
      'BAD_USER_INPUT',
      'input.lines[0].quantity',
    ],
    ['no quantity', SALE, () => sale(line(null)), 'BAD_USER_INPUT', 'input.lines[0].quantity'],
    [
      'an unknown unit',
      SALE,
      () => sale({ ...line(1), unit: 'crate' }),
      'UNIT_UNKNOWN',
      'input.lines[0].unit',
    ],
    [
      'no lines',
      SALE,
      () => ({ input: { locationId: stage.shop.location, lines: [] } }),
      'BAD_USER_INPUT',
      'input.lines',
    ],
    [
      'too many lines',
      SALE,
      () => ({
        input: {
          locationId: stage.shop.location,
          lines: Array.from({ length: 1001 }, () => line(1)),
        },
      }),
      'BAD_USER_INPUT',
      'input.lines',
    ],
    [
      'a NUL byte',
      SALE,
      () => sale(line(1), { receiptNumber: 'a\0b' }),
      'BAD_USER_INPUT',
      'input.receiptNumber',
    ],
    [
      'half a surrogate pair',
      SALE,
      () => sale(line(1), { receiptNumber: 'a\ud800' }),
      'BAD_USER_INPUT',
      'input.receiptNumber',
    ],
    [
      'a blank receipt number',
      SALE,
      () => sale(line(1), { receiptNumber: ' ' }),
      'TEXT_INVALID',
      'input.receiptNumber',
    ],
    [
      'a long idempotency key',
      SALE,
      () => sale(line(1), { idempotencyKey: 'k'.repeat(201) }),
      'TEXT_INVALID',
      'input.idempotencyKey',
    ],
    [
      'a cost that is no number',
      RECEIVE,
      () => sale({ ...line(1), batchNumber: 'X', unitCost: '1,5' }),
      'BAD_USER_INPUT',
      'input.lines[0].unitCost',
    ],
    [
      'a date that is none',
      RECEIVE,
      () => sale({ ...line(1), batchNumber: 'X', expiryDate: '2099-02-30' }),
      'BAD_USER_INPUT',
      'input.lines[0].expiryDate',
    ],
    [
      'a blank SKU',
      PRODUCT,
      () => ({ input: { sku: ' ', name: 'x' } }),
      'TEXT_INVALID',
      'input.sku',
    ],
    [
      'attributes that are no object',
      PRODUCT,
      () => ({ input: { sku: 'x', name: 'x', attributes: 5 } }),
      'BAD_USER_INPUT',
      'input.attributes',
    ],
    ...([1.5, '"1"', 'null', '1e3', 'true', '9007199254740992'] as const).map(
      (quantity): (typeof cases)[number] => [
        `a quantity of ${quantity} written in the document`,
        `mutation ($location: ID!, $product: ID!) { recordSale(input: { locationId: $location,
           lines: [{ productId: $product, quantity: 1 }, { productId: $product, quantity: ${quantity} }] }) { id } }`,
        () => ({ location: stage.shop.location, product: stage.shop.product }),
        'BAD_USER_INPUT',
        'input.lines[1].quantity',
      ],
    ),
    [
      'a field that is missing',
      SALE,
      () => sale({ productId: stage.shop.product }),
      'BAD_USER_INPUT',
      'input.lines[0].quantity',
    ],
    [
      'a field that there is not',
      SALE,
      () => sale(line(1), { price: 1 }),
      'BAD_USER_INPUT',
      'input.price',
    ],
    [
      'a field that is missing in the document',
      'mutation { createLocation(input: { code: "x", name: "x" }) { id } }',
      () => ({}),
      'BAD_USER_INPUT',
      'input.kind',
    ],
    [
      'a value that its enum has not',
      '{ products(filter: { status: GONE }) { nodes { id } } }',
      () => ({}),
      'BAD_USER_INPUT',
      'filter.status',
    ],
    [
      'a date in the year 0',
      RECEIVE,
      () => sale({ ...line(1), batchNumber: 'X', expiryDate: '0000-01-01' }),
      'BAD_USER_INPUT',
      'input.lines[0].expiryDate',
    ],
    [
      'a date in the year 0 written in the document',
      '{ batches(filter: { expiringBefore: "0000-01-01" }) { nodes { id } } }',
      () => ({}),
      'BAD_USER_INPUT',
      'filter.expiringBefore',
    ],
    [
      'a time that is in the year 0 by UTC',
      SALE,
      () => sale(line(1), { occurredAt: '0001-01-01T00:00:00+10:00' }),
      'BAD_USER_INPUT',
      'input.occurredAt',
    ],
    [
      'a range of days that ends before it begins',
      'query ($id: ID!) { binCard(productId: $id, from: "2030-01-02", to: "2030-01-01") { opening } }',
      () => ({ id: stage.shop.product }),
      'BAD_USER_INPUT',
      'to',
    ],
    ...(
      [
        ['half a surrogate pair', { a: '\ud800' }],
        ['half a surrogate pair as a key', { '\ud800': 1 }],
        ['a NUL byte', { a: [{ b: 'x\0' }] }],
      ] as const
    ).map(([what, attributes]): (typeof cases)[number] => [
      `attributes with ${what}`,
      PRODUCT,
      () => ({ input: { sku: 'x', name: 'x', attributes } }),
      'BAD_USER_INPUT',
      'input.attributes',
    ]),
    [
      'attributes that are too deep',
      PRODUCT,
      () => ({
        input: {
          sku: 'x',
          name: 'x',
          attributes: Array.from({ length: 70 }).reduce<object>((inner) => ({ a: inner }), {}),
        },
      }),
      'BAD_USER_INPUT',
      'input.attributes',
    ],
    [
      'a SKU that is taken',
      PRODUCT,
      () => ({ input: { sku: 'A', name: 'x' } }),
      'SKU_TAKEN',
      'input.sku',
    ],
    [
      'a receipt number that is taken',
      SALE,
      () => sale(line(1), { receiptNumber: 'R-1' }),
      'RECEIPT_NUMBER_TAKEN',
      'input.receiptNumber',
    ],
    [
      'one batch number twice',
      RECEIVE,
      () => ({
        input: {
          locationId: stage.shop.location,
          lines: ['X', 'Y', 'X'].map((batchNumber) => ({ ...line(1), batchNumber })),
        },
      }),
      'BATCH_NUMBER_TAKEN',
      'input.lines[2].batchNumber',
    ],
    [
      'a blank batch number',
      RECEIVE,
      () => ({
        input: {
          locationId: stage.shop.location,
          lines: ['X', '  '].map((batchNumber) => ({ ...line(1), batchNumber })),
        },
      }),
      'TEXT_INVALID',
      'input.lines[1].batchNumber',
    ],
    [
      'packs beyond 2^53',
      SALE,
      () => sale({ ...line(Number.MAX_SAFE_INTEGER), unit: 'pack' }),
      'QUANTITY_TOO_LARGE',
      'input.lines[0].quantity',
    ],
    [
      'a refund of too much',
      REFUND,
      () => ({
        input: {
          saleId: stage.shop.sale,
          reason: 'x',
          lines: [{ saleLineId: stage.shop.line, quantity: 4 }],
        },
      }),
      'REFUND_EXCEEDS_SALE',
      'input.lines[0].quantity',
    ],
    [
      'a void without a reason',
      'mutation ($id: ID!) { voidSale(id: $id, reason: " ") { id } }',
      () => ({ id: stage.shop.sale }),
      'REASON_MISSING',
      'reason',
    ],
    [
      'a cursor with more in it',
      'query ($after: String) { products(after: $after) { nodes { id } } }',
      () => ({ after: Buffer.from('["product","A",1]').toString('base64url') }),
      'INVALID_CURSOR',
      'after',
    ],
    ['first 0', '{ products(first: 0) { nodes { id } } }', () => ({}), 'BAD_USER_INPUT', 'first'],
    [
      'first over the limit',
      '{ movements(first: 501) { nodes { id } } }',
      () => ({}),
      'BAD_USER_INPUT',
      'first',
    ],
    [
      'a malformed cursor',
      '{ sales(after: "x") { nodes { id } } }',
      () => ({}),
      'INVALID_CURSOR',
      'after',
    ],
    ['a malformed id in a query', '{ batch(id: "x") { id } }', () => ({}), 'BAD_USER_INPUT', 'id'],
  ];

  it.each(cases)('%s', async (_, query, variables, code, field) => {
    const before = await footprint(stage);
    const { errors } = await stage.api.request(query, variables());
    expect(errors?.[0]?.extensions).toMatchObject({ code, details: { field } });
    expect(JSON.stringify(errors)).not.toMatch(/inventory\.|node_modules|stack/);
    expect(await footprint(stage)).toEqual(before);
  });

  it('a cursor of another list', async () => {
    const page = await stage.api.request('{ products(first: 1) { pageInfo { endCursor } } }');
    const cursor = page.data.products.pageInfo.endCursor as string;
    const { errors } = await stage.api.request(`{ sales(after: "${cursor}") { nodes { id } } }`);
    expect(errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
  });

  it.each([
    ['no token', undefined],
    ['a forged token', 'eyJhbGciOiJub25lIn0.e30.'],
  ])('%s', async (_, token) => {
    const { errors } = await stage.api.request('{ locations { id } }', {}, { token: token ?? 'x' });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('a token of a tenant that is not there', async () => {
    const token = await stage.api.token(UNKNOWN_ID);
    const { errors } = await stage.api.request(
      PRODUCT,
      { input: { sku: 'x', name: 'x' } },
      { token },
    );
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
  });

  it('takes what only looks bad: null for nothing, ids in capitals, a backslash', async () => {
    const { product, location, batch } = stage.shop;
    const { data, errors } = await stage.api.request(
      `query ($product: ID!, $batch: ID!, $location: ID) {
        batches(filter: null, first: null, after: null) { nodes { id } }
        movements(filter: null) { nodes { id } }
        batch(id: $batch) { id }
        product(id: $product) { id stock(locationId: $location) { onHand } batches(filter: null) { nodes { id } } }
        binCard(productId: $product, locationId: $location) { closing product { id } location { id } }
      }`,
      {
        product: product.toUpperCase(),
        batch: batch.toUpperCase(),
        location: location.toUpperCase(),
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      ...{ batch: { id: batch }, product: { id: product } },
      binCard: { product: { id: product }, location: { id: location } },
    });
    const kept = await stage.api.request(
      'mutation ($input: CreateProductInput!) { createProduct(input: $input) { attributes } }',
      { input: { sku: 'backslash', name: 'x', attributes: { a: '\\u0000' } } },
    );
    expect(kept.data.createProduct.attributes).toEqual({ a: '\\u0000' });
  });

  it('a role that may not', async () => {
    const token = await stage.api.token(stage.shop.tenant, 'viewer');
    const { errors } = await stage.api.request(SALE, sale(line(1)), { token });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
