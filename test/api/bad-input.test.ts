import { footprint, setStage, type Stage } from './support';
import { NOBODY } from '../rules/statements';

const SALE = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
const RECEIVE = 'mutation ($input: ReceiveStockInput!) { receiveStock(input: $input) { id } }';
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
      () => sale({ productId: NOBODY, quantity: 1 }),
      'PRODUCT_UNKNOWN',
      'input.lines[0].productId',
    ],
    [
      'an unknown location',
      SALE,
      () => ({ input: { locationId: NOBODY, lines: [line(1)] } }),
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

  it('a role that may not', async () => {
    const token = await stage.api.token(stage.shop.tenant, 'viewer');
    const { errors } = await stage.api.request(SALE, sale(line(1)), { token });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
