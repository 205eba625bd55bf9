import { rowCounts, startTestServer, type TestServer } from './support';

const SALE =
  'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id receiptNumber lines { id quantity } } }';

describe('idempotencyKey', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server?.close());

  const body = (idempotencyKey: string, quantity = 1) => ({
    input: {
      locationId: server.shop.location,
      idempotencyKey,
      lines: [{ productId: server.shop.product, quantity }],
    },
  });

  it('returns the first response when the same request is repeated', async () => {
    const first = await server.api.request(SALE, body('same'));
    const before = await rowCounts(server);
    expect(await server.api.request(SALE, body('same'))).toEqual(first);
    expect(await rowCounts(server)).toEqual(before);
  });

  it('refuses a different request with the same key', async () => {
    await server.api.request(SALE, body('other'));
    const { errors } = await server.api.request(SALE, body('other', 2));
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('writes one document when the same request arrives several times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.api.request(SALE, body('at-once'))),
    );
    expect(new Set(answers.map(({ data }) => data.recordSale.id as string)).size).toBe(1);
  });

  it('accepts one of two different requests that arrive at once with the same key', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => server.api.request(SALE, body('mixed', 1))),
      ...Array.from({ length: 4 }, () => server.api.request(SALE, body('mixed', 2))),
    ]);
    const sold = answers.filter(({ data }) => data);
    const refused = answers.filter(({ errors }) => errors);
    expect(new Set(sold.map(({ data }) => data.recordSale.id as string)).size).toBe(1);
    expect(refused.map(({ errors }) => errors![0]!.extensions.code)).toEqual(
      Array.from({ length: 4 }, () => 'IDEMPOTENCY_KEY_REUSED'),
    );
  });

  it('does not store the key of a request that was refused', async () => {
    const refused = await server.api.request(SALE, body('retry', 10_000));
    expect(refused.errors?.[0]?.extensions.code).toBe('INSUFFICIENT_STOCK');
    const { data } = await server.api.request(SALE, body('retry', 1));
    expect(data.recordSale.lines[0].quantity).toBe(1);
  });
});
