import { UNKNOWN_ID } from '../rules/statements';
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

const REFUND = 'mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }';

const UNKNOWN: RefusedRequest[] = [
  [
    'an unknown product',
    SALE,
    (shop) => atLocation(shop, [{ productId: UNKNOWN_ID, quantity: 1 }]),
    'PRODUCT_UNKNOWN',
    'input.lines[0].productId',
  ],
  [
    'an unknown location',
    SALE,
    (shop) => ({ input: { locationId: UNKNOWN_ID, lines: [line(shop, 1)] } }),
    'LOCATION_UNKNOWN',
    'input.locationId',
  ],
  [
    'an unknown unit',
    SALE,
    (shop) => atLocation(shop, [line(shop, 1, { unit: 'crate' })]),
    'UNIT_UNKNOWN',
    'input.lines[0].unit',
  ],
];

const TEXTS: RefusedRequest[] = [
  ['a blank SKU', PRODUCT, () => ({ input: { sku: ' ', name: 'x' } }), 'TEXT_INVALID', 'input.sku'],
  [
    'a blank batch number',
    RECEIVE,
    (shop) =>
      atLocation(
        shop,
        ['X', '  '].map((batchNumber) => line(shop, 1, { batchNumber })),
      ),
    'TEXT_INVALID',
    'input.lines[1].batchNumber',
  ],
  [
    'an idempotency key that is too long',
    SALE,
    (shop) => atLocation(shop, [line(shop, 1)], { idempotencyKey: 'k'.repeat(201) }),
    'TEXT_INVALID',
    'input.idempotencyKey',
  ],
  [
    'a void without a reason',
    'mutation ($id: ID!) { voidSale(id: $id, reason: " ") { id } }',
    ({ sale }) => ({ id: sale }),
    'REASON_MISSING',
    'reason',
  ],
];

const TAKEN: RefusedRequest[] = [
  [
    'a SKU of another product',
    PRODUCT,
    () => ({ input: { sku: 'A', name: 'x' } }),
    'SKU_TAKEN',
    'input.sku',
  ],
  [
    'a receipt number of another sale',
    SALE,
    (shop) => atLocation(shop, [line(shop, 1)], { receiptNumber: 'R-1' }),
    'RECEIPT_NUMBER_TAKEN',
    'input.receiptNumber',
  ],
  [
    'two expiry dates for one lot',
    RECEIVE,
    (shop) =>
      atLocation(
        shop,
        ['X', 'Y', 'x'].map((batchNumber, n) =>
          line(shop, 1, { batchNumber, expiryDate: `210${n}-01-01` }),
        ),
      ),
    'LOT_EXPIRY_DIFFERS',
    'input.lines[2].expiryDate',
  ],
];

const QUANTITIES: RefusedRequest[] = [
  [
    'packs of more base units than the limit',
    SALE,
    (shop) => atLocation(shop, [line(shop, Number.MAX_SAFE_INTEGER, { unit: 'pack' })]),
    'QUANTITY_TOO_LARGE',
    'input.lines[0].quantity',
  ],
  [
    'a refund of more than was sold',
    REFUND,
    ({ sale, line: saleLineId }) => ({
      input: { saleId: sale, reason: 'x', lines: [{ saleLineId, quantity: 4 }] },
    }),
    'REFUND_EXCEEDS_SALE',
    'input.lines[0].quantity',
  ],
];

const REPORT = `mutation ($stock: [ChannelStockInput!]!) {
  reportChannelStock(channel: "web", stock: $stock) }`;
const reported = (more: object) => () => ({
  stock: [
    { sku: 'A', quantity: 10 ** 12 },
    { sku: 'A', locationCode: 'L1', quantity: 1, ...more },
  ],
});

// What a channel reports, line by line and with the figures.
const FIGURES: RefusedRequest[] = [
  [10 ** 12 + 1, 'quantity'],
  [-(10 ** 12) - 1, 'quantity'],
  [Number.MAX_SAFE_INTEGER, 'total'],
].map(([figure, name]) => [
  `a ${name} of ${figure} in a channel`,
  REPORT,
  reported({ [name!]: figure }),
  'QUANTITY_TOO_LARGE',
  `stock[1].${name}`,
]);

describe('a document that violates a rule', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  it.each([...UNKNOWN, ...TEXTS, ...TAKEN, ...QUANTITIES])(
    'is refused with the name of the field, and nothing is written: %s',
    (...request) => expectRefusal(server, ...request),
  );

  it.each(FIGURES)(
    'is refused with the name of the field, and nothing is written: %s',
    (...request) => expectRefusal(server, ...request),
  );

  it('and is too large is refused with the figures', async () => {
    const { errors } = await server.api.request(REPORT, reported({ total: 10 ** 12 + 1 })());
    expect(errors).toMatchObject([
      {
        message: '1000000000001 base units are more than 1000000000000',
        extensions: { details: { quantity: 10 ** 12 + 1, limit: 10 ** 12 } },
      },
    ]);
  });
});
