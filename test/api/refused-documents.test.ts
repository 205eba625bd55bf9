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
});
