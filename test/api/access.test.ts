import { UNKNOWN_ID } from '../rules/statements';
import { startTestServer, type TestServer } from './support';

const LOCATIONS = '{ locations { id } }';

describe('access to the API', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const codeOf = async (query: string, token: string): Promise<string> => {
    const { errors } = await server.api.request(query, {}, { token });
    return errors?.[0]?.extensions.code ?? 'done';
  };

  it('is refused without a token', async () => {
    const response = await fetch(server.api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: LOCATIONS }),
    });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
  });

  it.each([
    ['is not a token', 'x'],
    ['is not signed', 'eyJhbGciOiJub25lIn0.e30.'],
  ])('is refused with a token that %s', async (_, token) => {
    expect(await codeOf(LOCATIONS, token)).toBe('UNAUTHENTICATED');
  });

  it('is refused with a token of a tenant that does not exist', async () => {
    const token = await server.api.token(UNKNOWN_ID);
    const { errors } = await server.api.request(
      'mutation { createProduct(input: { sku: "x", name: "x" }) { id } }',
      {},
      { token },
    );
    expect(errors?.[0]?.extensions).toEqual({
      code: 'UNAUTHENTICATED',
      details: { reason: 'wrong' },
    });
  });

  it.each([
    ['viewer', 'FORBIDDEN', 'FORBIDDEN'],
    ['clerk', 'done', 'FORBIDDEN'],
    ['manager', 'done', 'done'],
  ] as const)('lets a %s sell (%s) and change products (%s)', async (role, sold, changed) => {
    const { tenant, location, postage } = server.shop;
    const token = await server.api.token(tenant, role);
    const sale = `{ locationId: "${location}", lines: [{ productId: "${postage}", quantity: 1 }] }`;
    expect(await codeOf(`mutation { recordSale(input: ${sale}) { id } }`, token)).toBe(sold);
    const product = `{ id: "${postage}", name: "Postage" }`;
    expect(await codeOf(`mutation { updateProduct(input: ${product}) { id } }`, token)).toBe(
      changed,
    );
  });
});
