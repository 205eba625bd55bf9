import { openTarget, type Target } from './calls';
import { violations, wholeDatabase } from './whole-database';

const SALE =
  'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id lines { quantity } } }';

// Duplicates within a request: in its JSON, its document and its variables.

describe('duplicates in a request', () => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
  });
  afterAll(async () => {
    expect(await violations(target.stage.database, target.stage.shop.tenant)).toEqual([]);
    await target.stage.close();
  });

  /** Sends a body as it is written. */
  const post = async (body: string) => {
    const { api, shop } = target.stage;
    const response = await fetch(api.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await api.token(shop.tenant)}`,
      },
      body,
    });
    return (await response.json()) as {
      data?: Record<string, unknown>;
      errors?: { extensions: { code: string } }[];
    };
  };
  const ask = (query: string, variables: object = {}) => target.stage.api.request(query, variables);
  const codes = (errors?: { extensions: { code: string } }[]) =>
    errors?.map(({ extensions }) => extensions.code);

  it('keys of JSON: the last counts, everywhere alike', async () => {
    const { data } = await post(
      '{"query":"{ settings { code } }","query":"{ locations { code } }"}',
    );
    expect(Object.keys(data!)).toEqual(['locations']);
    const twice = await post(
      `{"query":"query ($sku: String) { product(sku: $sku) { sku } }","variables":{"sku":"B"},"variables":{"sku":"B","sku":"A"}}`,
    );
    expect(twice.data).toEqual({ product: { sku: 'A' } });
    const { shop, database } = target.stage;
    const line = `{"productId":"${shop.product}","quantity":1000000000,"quantity":1}`;
    const key = '"idempotencyKey":"first","idempotencyKey":"second"';
    const sale = `{"query":${JSON.stringify(SALE)},"variables":{"input":{"locationId":"${shop.location}",${key},"lines":[${line}]}}}`;
    expect((await post(sale)).data).toMatchObject({ recordSale: { lines: [{ quantity: 1 }] } });
    const { rows } = await database.pools.super.query(
      `select key from inventory.idempotency_keys where key in ('first', 'second')`,
    );
    expect(rows).toEqual([{ key: 'second' }]);
  });

  it.each([
    ['arguments', '{ product(sku: "A", sku: "B") { sku } }'],
    [
      'fields of an input',
      'mutation { createProduct(input: { sku: "x", sku: "y", name: "z" }) { id } }',
    ],
    [
      'fields of JSON in a document',
      'mutation { createProduct(input: { sku: "x", name: "z", attributes: { a: 1, a: 2 } }) { id } }',
    ],
    ['variables', 'query ($a: String, $a: String) { product(sku: $a) { sku } }'],
    [
      'fragments',
      '{ locations { ...A } } fragment A on Location { id } fragment A on Location { code }',
    ],
    [
      'operations',
      'query A { locations { id } } mutation A { updateSettings(input: {}) { code } }',
    ],
    ['directives', '{ locations @skip(if: true) @skip(if: false) { id } }'],
    [
      'one field with different arguments',
      '{ product(sku: "A") { sku } product(sku: "B") { sku } }',
    ],
  ])('%s of a document are refused', async (_, query) => {
    const before = await wholeDatabase(target.stage.database);
    const { errors } = await ask(query);
    expect(new Set(codes(errors))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
    expect(await wholeDatabase(target.stage.database)).toEqual(before);
  });

  it('a field twice is answered once', async () => {
    const before = await target.stage.database.pools.super.query('select from inventory.locations');
    const { data } = await ask(
      `mutation { createLocation(input: { code: "twice", name: "x", kind: STOREFRONT }) { id }
         createLocation(input: { code: "twice", name: "x", kind: STOREFRONT }) { code } }`,
    );
    expect(data.createLocation).toEqual({ id: expect.any(String) as string, code: 'twice' });
    const after = await target.stage.database.pools.super.query('select from inventory.locations');
    expect(after.rowCount).toBe(before.rowCount! + 1);
  });

  it('keys of every object are keys like others, where JSON is stored', async () => {
    const { data } = await ask(
      `mutation { createProduct(input: { sku: "keys", name: "x", attributes: {
         __proto__: { polluted: true }, constructor: 5, toString: "x", a: { __proto__: 7 } } }) { attributes } }`,
    );
    const text = JSON.stringify(data.createProduct.attributes);
    expect(text).toContain('"__proto__":{"polluted":true}');
    expect(text).toContain('"constructor":5');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('several requests in one body are none', async () => {
    const before = await wholeDatabase(target.stage.database);
    const write = {
      query: 'mutation { updateSettings(input: { allowSelfApproval: true }) { code } }',
    };
    for (const body of [[write], [write, write], []]) {
      expect(codes((await post(JSON.stringify(body))).errors)).toEqual(['BAD_REQUEST']);
    }
    expect(await wholeDatabase(target.stage.database)).toEqual(before);
  });
});
