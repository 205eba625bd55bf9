import { startTestServer, type TestServer } from './support';

// A figure that is out of range: which one, what its limits are, and what to give instead.

describe('a figure that is out of range', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
    const { call } = server.shop;
    await call('create_product', { sku: 'FIG', name: 'Fig' });
    await call('create_supplier', { code: 'FARM', name: 'Farm' });
  });
  afterAll(() => server?.close());

  const refusal = async (mutation: string) => {
    const { errors } = await server.api.request(`mutation { ${mutation} { __typename } }`);
    const { message, extensions } = errors![0]!;
    const { code, details, hint } = extensions as Record<string, unknown>;
    return { message, code, details, hint };
  };

  const policy = (value: number) =>
    `setStockPolicy(input: { productId: "FIG", locationId: "L1", minimum: ${value} })`;
  const least = (value: number) =>
    `setSupplierProduct(input: { supplierId: "FARM", productId: "FIG", minimumQuantity: ${value} })`;
  const percent = (value: number) => `updateSettings(input: { overReceiptPercent: ${value} })`;
  const plan = (field: string) => (value: number) => `setCountPlan(class: A, ${field}: ${value})`;
  const lead = (value: number) => `updateSupplier(input: { id: "FARM", leadTimeDays: ${value} })`;

  it.each([
    ['OVER_RECEIPT', percent, 'input.overReceiptPercent', 0, 100],
    ['COUNT_INTERVAL_INVALID', plan('everyDays'), 'everyDays', 1, 3660],
    ['COUNT_TOLERANCE_INVALID', plan('tolerancePercent'), 'tolerancePercent', 0, 100],
    ['LEAD_TIME_INVALID', lead, 'input.leadTimeDays', 0, 3650],
    ['QUANTITY_NOT_POSITIVE', policy, 'input.minimum', 0, undefined],
    ['QUANTITY_NOT_POSITIVE', least, 'input.minimumQuantity', 1, undefined],
  ])('%s: %s %s', async (code, mutation, field, minimum, maximum) => {
    const outside = [minimum - 1, ...(maximum === undefined ? [] : [maximum + 1])];
    for (const value of outside) {
      expect(await refusal(mutation(value))).toEqual({
        ...{ code, message: expect.any(String) as string },
        details: { field, value, minimum, ...(maximum !== undefined && { maximum }) },
        hint: expect.stringMatching(/^Give /) as string,
      });
    }
    for (const value of [minimum, maximum ?? 7]) {
      const { errors } = await server.api.request(`mutation { ${mutation(value)} { __typename } }`);
      expect(errors).toBeUndefined();
    }
  });

  it('says how many base units a minimum may be', async () => {
    expect(await refusal(policy(1_000_000_000_001))).toMatchObject({
      ...{ code: 'QUANTITY_TOO_LARGE', hint: 'Give at most 1000000000000 base units.' },
      details: { field: 'input.minimum', quantity: 1_000_000_000_001, limit: 1_000_000_000_000 },
    });
  });
});
