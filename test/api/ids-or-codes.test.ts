import { openTarget, type Target } from '../attack/calls';
import { nameOf, places, type Place } from '../attack/schema-calls';

// Every argument and input field that takes the id of a product or a location takes a code as well. The places are read from
// the schema, so that a new one is tested without a change here.

/** Names of ids of something else. A new one is listed here, or it takes a code. */
const OTHER_IDS =
  /^(id|batchId|batchIds|lotId|saleId|saleLineId|stockCountId|transferLineId|sourceId|runId|reservationIds|documentId|supplierId|purchaseOrderId|purchaseOrderLineId|dryRunId|receiptId)$/;
const PRODUCT = /productIds?$/i;
const LOCATION = /locationIds?$|quarantineOfId$/i;

const lastName = ({ path }: Place) => String(path.findLast((key) => typeof key === 'string'));
const isPlace = (place: Place, name: string) => nameOf(place) === name;
const kind = (place: Place): 'product' | 'location' | undefined => {
  if (PRODUCT.test(lastName(place)) || isPlace(place, 'updateProduct.input.id')) return 'product';
  if (LOCATION.test(lastName(place)) || isPlace(place, 'updateLocation.input.id')) {
    return 'location';
  }
  return undefined;
};
const ids = places('query', 'mutation', 'subscription').filter(({ type }) => type === 'ID');
const coded = ids.filter(kind).map((place) => [nameOf(place), place] as const);
const sent = coded.filter(([, { operation }]) => operation !== 'subscription');

describe('ids or codes', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
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
          code: `${what.toUpperCase()}_UNKNOWN`,
          details: { field, code: 'No such thing' },
        },
      },
    ]);
  });

  it.each(sent)('%s finds a code in whatever way it is written', async (_, place) => {
    const code = kind(place) === 'product' ? ' a\u00a0' : 'l1\u200b';
    const { shop } = target.stage;
    const id = kind(place) === 'product' ? shop.product : shop.location;
    const [byCode, byId] = await target.sendEach(place, [code, id]);
    const codes = (answer: typeof byCode) =>
      answer!.errors?.map(({ extensions }) => extensions.code);
    // What is refused for another reason is refused alike.
    expect(codes(byCode)).toEqual(codes(byId));
    expect(codes(byCode) ?? []).not.toContain('BAD_USER_INPUT');
    expect(codes(byCode) ?? []).not.toContain(`${kind(place)!.toUpperCase()}_UNKNOWN`);
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
