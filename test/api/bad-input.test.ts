import {
  atLocation,
  expectRefusal,
  line,
  PRODUCT,
  RECEIVE,
  SALE,
  type RefusedRequest,
} from './refusals';
import { startTestServer, type TestServer } from './support';

const BATCH = { batchNumber: 'X' };

const QUANTITIES: RefusedRequest[] = [
  ...(
    [
      ['0', 0, 'QUANTITY_NOT_POSITIVE'],
      ['a negative number', -3, 'QUANTITY_NOT_POSITIVE'],
      ['a fraction', 1.5, 'BAD_USER_INPUT'],
      ['a number beyond 2^53', 2 ** 53, 'BAD_USER_INPUT'],
      ['null', null, 'QUANTITY_OR_AMOUNT'],
      ['missing', undefined, 'QUANTITY_OR_AMOUNT'],
    ] as const
  ).map(([what, quantity, code]): RefusedRequest => [
    `a quantity that is ${what}`,
    SALE,
    (shop) => atLocation(shop, [line(shop, quantity)]),
    code,
    'input.lines[0].quantity',
  ]),
  ...[1.5, '"1"', 'null', '1e3', 'true', '9007199254740992'].map((quantity): RefusedRequest => [
    `a quantity of ${quantity} written in the document`,
    `mutation ($location: ID!, $product: ID!) { recordSale(input: { locationId: $location,
       lines: [{ productId: $product, quantity: 1 }, { productId: $product, quantity: ${quantity} }] }) { id } }`,
    ({ location, product }) => ({ location, product }),
    quantity === 'null' ? 'QUANTITY_OR_AMOUNT' : 'BAD_USER_INPUT',
    'input.lines[1].quantity',
  ]),
];

const VALUES: RefusedRequest[] = [
  [
    'neither an id nor a code',
    SALE,
    (shop) => atLocation(shop, [{ productId: 'apple', quantity: 1 }]),
    'PRODUCT_UNKNOWN',
    'input.lines[0].productId',
  ],
  ['a malformed id in a query', '{ batch(id: "x") { id } }', () => ({}), 'BAD_USER_INPUT', 'id'],
  [
    'an unknown field',
    SALE,
    (shop) => atLocation(shop, [line(shop, 1)], { price: 1 }),
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
    'an unknown enum value',
    '{ products(filter: { status: GONE }) { nodes { id } } }',
    () => ({}),
    'BAD_USER_INPUT',
    'filter.status',
  ],
  ['an empty list', SALE, (shop) => atLocation(shop, []), 'BAD_USER_INPUT', 'input.lines'],
  [
    'a list that is too long',
    SALE,
    (shop) =>
      atLocation(
        shop,
        Array.from({ length: 1001 }, () => line(shop, 1)),
      ),
    'BAD_USER_INPUT',
    'input.lines',
  ],
  [
    'a cost that is not a number',
    RECEIVE,
    (shop) => atLocation(shop, [line(shop, 1, { ...BATCH, unitCost: '1,5' })]),
    'BAD_USER_INPUT',
    'input.lines[0].unitCost',
  ],
];

const DATES: RefusedRequest[] = [
  ...['2099-02-30', '0000-01-01'].map((expiryDate): RefusedRequest => [
    `the date ${expiryDate}`,
    RECEIVE,
    (shop) => atLocation(shop, [line(shop, 1, { ...BATCH, expiryDate })]),
    'BAD_USER_INPUT',
    'input.lines[0].expiryDate',
  ]),
  [
    'a date in the year 0 written in the document',
    '{ batches(filter: { expiringBefore: "0000-01-01" }) { nodes { id } } }',
    () => ({}),
    'BAD_USER_INPUT',
    'filter.expiringBefore',
  ],
  [
    'a time that is in the year 0 in UTC',
    SALE,
    (shop) => atLocation(shop, [line(shop, 1)], { occurredAt: '0001-01-01T00:00:00+10:00' }),
    'BAD_USER_INPUT',
    'input.occurredAt',
  ],
  [
    'a period that ends before it begins',
    'query ($id: ID!) { binCard(productId: $id, from: "2030-01-02", to: "2030-01-01") { opening } }',
    ({ product }) => ({ id: product }),
    'BAD_USER_INPUT',
    'to',
  ],
];

const TEXTS: RefusedRequest[] = (
  [
    ['a NUL byte', 'a\0b', 'BAD_USER_INPUT'],
    ['half a surrogate pair', 'a\ud800', 'BAD_USER_INPUT'],
    ['nothing but spaces', ' ', 'TEXT_INVALID'],
  ] as const
).map(([what, receiptNumber, code]) => [
  `a text with ${what}`,
  SALE,
  (shop) => atLocation(shop, [line(shop, 1)], { receiptNumber }),
  code,
  'input.receiptNumber',
]);

const ATTRIBUTES: RefusedRequest[] = (
  [
    ['a number', 5],
    ['an object with half a surrogate pair', { a: '\ud800' }],
    ['an object with half a surrogate pair as a key', { '\ud800': 1 }],
    ['an object with a NUL byte', { a: [{ b: 'x\0' }] }],
    ['nested too deeply', Array.from({ length: 70 }).reduce<object>((inner) => ({ a: inner }), {})],
  ] as const
).map(([what, attributes]) => [
  `attributes that are ${what}`,
  PRODUCT,
  () => ({ input: { sku: 'x', name: 'x', attributes } }),
  'BAD_USER_INPUT',
  'input.attributes',
]);

const PAGES: RefusedRequest[] = [
  [
    'a page size of 0',
    '{ products(first: 0) { nodes { id } } }',
    () => ({}),
    'BAD_USER_INPUT',
    'first',
  ],
  [
    'a page size above the limit',
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
  [
    'a cursor with additional data',
    'query ($after: String) { products(after: $after) { nodes { id } } }',
    () => ({ after: Buffer.from('["product","A",1]').toString('base64url') }),
    'INVALID_CURSOR',
    'after',
  ],
];

describe('input of requests', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  it.each([...QUANTITIES, ...VALUES, ...DATES, ...TEXTS, ...ATTRIBUTES, ...PAGES])(
    'is refused with the name of the field, and nothing is written: %s',
    (...request) => expectRefusal(server, ...request),
  );

  it.each(['1.1234567', '1,5', '123456789012345', '-1'])(
    'is refused with how long a cost may be: %s',
    async (unitCost) => {
      const { errors } = await server.api.request(
        RECEIVE,
        atLocation(server.shop, [line(server.shop, 1, { ...BATCH, unitCost })]),
      );
      expect(errors![0]!.extensions.details).toEqual({
        ...{ field: 'input.lines[0].unitCost', value: unitCost },
        ...{ integerDigits: 14, decimalPlaces: 6 },
      });
      expect(errors![0]!.message).toContain('at most 14 digits before the point and 6 after it');
    },
  );

  it('is refused: a cursor of another list', async () => {
    const page = await server.api.request('{ products(first: 1) { pageInfo { endCursor } } }');
    const cursor = page.data.products.pageInfo.endCursor as string;
    const query = `{ sales(after: "${cursor}") { nodes { id } } }`;
    await expectRefusal(server, 'a cursor', query, () => ({}), 'INVALID_CURSOR', 'after');
  });

  it('is accepted: null for optional arguments, and ids in capitals', async () => {
    const { product, location, batch } = server.shop;
    const { data, errors } = await server.api.request(
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
  });

  it('is accepted: a backslash in attributes', async () => {
    const attributes = { a: '\\u0000' };
    const { data } = await server.api.request(
      'mutation ($input: CreateProductInput!) { createProduct(input: $input) { attributes } }',
      { input: { sku: 'backslash', name: 'x', attributes } },
    );
    expect(data.createProduct.attributes).toEqual(attributes);
  });
});
