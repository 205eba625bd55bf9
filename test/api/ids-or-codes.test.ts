import { openTarget, type Target } from '../attack/calls';
import { nameOf, places, type Place } from '../attack/schema-calls';

// Every argument and input field that takes the id of a product, a location, a supplier, a purchase order or a sale takes its code or
// number as well. The places are read from the schema, so that a new one is tested without a change here.

/** Names of ids of something else. A new one is listed here, or it takes a code. */
const OTHER_IDS =
  /^(id|batchId|batchIds|lotId|saleLineId|stockCountId|transferLineId|sourceId|runId|reservationIds|documentId|purchaseOrderLineId|dryRunId|receiptId)$/;

type Kind = 'product' | 'location' | 'supplier' | 'purchase order' | 'sale';
const KINDS: readonly (readonly [Kind, RegExp])[] = [
  ['product', /productIds?$|^updateProduct\.input\.id$/i],
  ['location', /locationIds?$|quarantineOfId$|^updateLocation\.input\.id$/i],
  ['supplier', /\bsupplierId$|^updateSupplier\.input\.id$/],
  [
    'purchase order',
    /\bpurchaseOrderId$|^(place|expect|cancel)PurchaseOrder\.id$|^closePurchaseOrderShort\.id$/,
  ],
  ['sale', /\bsaleId$|^voidSale\.id$/],
];
/** What it does cannot be done twice, so that a code and an id are not answered alike. */
const ONCE = /^(refundSale|voidSale|(place|expect|cancel)PurchaseOrder|closePurchaseOrderShort)\./;

const lastName = ({ path }: Place) => String(path.findLast((key) => typeof key === 'string'));
const kind = (place: Place): Kind | undefined =>
  KINDS.find(([, pattern]) => pattern.test(nameOf(place)) || pattern.test(lastName(place)))?.[0];
const ids = places('query', 'mutation', 'subscription').filter(({ type }) => type === 'ID');
const coded = ids.filter(kind).map((place) => [nameOf(place), place] as const);
const sent = coded.filter(([, { operation }]) => operation !== 'subscription');

const unknown = (what: Kind) => `${what.toUpperCase().replace(' ', '_')}_UNKNOWN`;

describe('ids or codes', () => {
  let target: Target;
  let receiptNumber: string;
  beforeAll(async () => {
    target = await openTarget();
    const { api, shop } = target.stage;
    const { data } = await api.request('query ($id: ID!) { sale(id: $id) { receiptNumber } }', {
      id: shop.sale,
    });
    receiptNumber = data.sale.receiptNumber;
  });
  afterAll(() => target?.stage.close());

  it('knows what every id of the schema is of', () => {
    expect(coded.length).toBeGreaterThan(40);
    expect(
      ids.filter((place) => !kind(place) && !OTHER_IDS.test(lastName(place))).map(nameOf),
    ).toEqual([]);
  });

  it.each(sent)('%s refuses an unknown code with the field and the code', async (_, place) => {
    const [{ errors }] = (await target.sendEach(place, ['No such thing'])) as [
      Awaited<ReturnType<Target['sendEach']>>[number],
    ];
    const what = kind(place)!;
    const field = nameOf({ ...place, field: '' }).slice(1);
    expect(errors).toMatchObject([
      {
        message: `There is no ${what} No such thing`,
        extensions: {
          code: unknown(what),
          details: { field, code: 'No such thing' },
        },
      },
    ]);
  });

  it.each(sent)('%s finds a code in whatever way it is written', async (_, place) => {
    const { shop } = target.stage;
    const written: Record<Kind, [string, string]> = {
      product: [' a\u00a0', shop.product],
      location: ['l1\u200b', shop.location],
      supplier: [' s1\u200b', shop.supplier],
      'purchase order': ['\u00a0o-1 ', shop.order],
      sale: [` ${receiptNumber.toLowerCase()}\u200b`, shop.sale],
    };
    const [byCode, byId] = await target.sendEach(place, written[kind(place)!]);
    const codes = (answer: typeof byCode) =>
      answer!.errors?.map(({ extensions }) => extensions.code);
    // What is refused for another reason is refused alike.
    if (!ONCE.test(nameOf(place))) expect(codes(byCode)).toEqual(codes(byId));
    expect(codes(byCode) ?? []).not.toContain('BAD_USER_INPUT');
    expect(codes(byCode) ?? []).not.toContain(unknown(kind(place)!));
  });

  it('takes an id for what it is, whichever SKU looks like it', async () => {
    const { api, shop } = target.stage;
    const { errors } = await api.request(
      'mutation ($sku: String!) { createProduct(input: { sku: $sku, name: "x" }) { id } }',
      { sku: shop.product },
    );
    expect(errors).toBeUndefined();
    const { data } = await api.request(
      'query ($id: ID!) { stockFlow(productId: $id) { product { id } } }',
      { id: shop.product },
    );
    expect(data.stockFlow.product.id).toBe(shop.product);
  });
});
