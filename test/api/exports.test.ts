import { createTenant } from '../support/database';
import { openOperations, type Operations } from '../support/operations';

describe('exports and metrics', () => {
  let shop: Operations;
  let product: string;
  let base: string;

  beforeAll(async () => {
    shop = await openOperations();
    base = shop.server.api.url.replace('/graphql', '');
    product = await shop.product('EXPORT', { name: 'A "quoted", name' });
    await shop.receive(shop.adenta, product, 100, { batchNumber: 'B\\1 "x", y' });
    for (let n = 1; n <= 3; n++)
      await shop.sell(shop.adenta, [{ productId: product, quantity: n }]);
  });
  afterAll(() => shop?.close());

  async function get(path: string, token?: string): Promise<{ status: number; text: string }> {
    const { api, shop: small } = shop.server;
    const bearer = token ?? (await api.token(small.tenant, 'viewer'));
    const response = await fetch(`${base}${path}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    return { status: response.status, text: await response.text() };
  }

  it('movements as CSV, filtered as the query is', async () => {
    const { status, text } = await get(`/export/movements.csv?productId=${product}&kind=SALE`);
    const [header, ...rows] = text.trim().split('\n');
    expect(status).toBe(200);
    expect(header).toMatch(/^id,kind,sku,batch_number,location,quantity,sequence,/);
    expect(
      rows.map((row) => row.split(',SALE,')[1]!.split(',"ADENTA",')[1]!.split(',')[0]),
    ).toEqual([...['-1', '-2', '-3']]);
    expect(rows[0]).toContain('"B\\1 ""x"", y"');
  });

  it('take codes of products and locations, in whatever case they are written', async () => {
    const byId = await get(`/export/movements.csv?productId=${product}&locationId=${shop.adenta}`);
    const byCode = await get('/export/movements.csv?productId=%20export&locationId=adenta');
    expect(byId.text.trim().split('\n')).toHaveLength(5);
    expect(byCode).toEqual(byId);
    const card = await get('/export/bin-card.csv?productId=Export');
    expect(card.text).toBe((await get(`/export/bin-card.csv?productId=${product}`)).text);
  });

  it('take filters by the names of the options of bincard export too', async () => {
    for (const [said, meant] of [
      ['stock.csv?location=adenta&product=export', 'stock.csv?locationId=adenta&productId=export'],
      ['levels.csv?location=ADENTA', 'levels.csv?locationId=ADENTA'],
      [`audit-log.csv?entity-id=${product}`, `audit-log.csv?entityId=${product}`],
      [
        'stock-audit.csv?from=2026-01-01&to=2026-01-02&group-by=PRODUCT_AND_DAY',
        'stock-audit.csv?from=2026-01-01&to=2026-01-02&groupBy=PRODUCT_AND_DAY',
      ],
    ] as const) {
      const manager = await shop.server.api.token(shop.server.shop.tenant, 'manager');
      const found = await get(`/export/${said}`, manager);
      expect([said, found.status]).toEqual([said, 200]);
      expect(found).toEqual(await get(`/export/${meant}`, manager));
    }
    const twice = await get('/export/stock.csv?location=ADENTA&locationId=ADENTA');
    expect([twice.status, twice.text]).toEqual([
      400,
      expect.stringContaining('Give locationId once'),
    ]);
  });

  it.each([
    ['/export/movements.csv?productId=nonsense', 'product', 'productId'],
    [
      '/export/stock-audit.csv?from=2026-01-01&to=2026-01-02&locationId=x',
      'location',
      'locationId',
    ],
  ])('%s names no %s', async (path, kind, field) => {
    const { status, text } = await get(path);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: `${kind.toUpperCase()}_UNKNOWN`, details: { field } } }],
    });
  });

  it('movements as NDJSON, equal to the movements of the API', async () => {
    const { text } = await get(`/export/movements.ndjson?productId=${product}`);
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; quantity: number; batch_number: string });
    const { movements } = await shop.ask(
      'query ($of: ID) { movements(filter: { productId: $of }) { nodes { id quantity batch { batchNumber } } } }',
      { of: product },
    );
    expect(
      lines.map(({ id, quantity, batch_number }) => ({
        id,
        quantity,
        batch: { batchNumber: batch_number },
      })),
    ).toEqual(movements.nodes);
  });

  it('the stock audit and the bin card', async () => {
    const audit = await get(
      `/export/stock-audit.csv?from=2020-01-01&to=2099-01-01&productId=${product}`,
    );
    expect(audit.text.trim().split('\n')).toEqual([
      'sku,location,business_date,opening,purchases,sales,refunds,adjustments,transfers_in,transfers_out,expired,net_change,closing',
      '"EXPORT",,,0,100,-6,0,0,0,0,0,94,94',
    ]);
    const card = await get(`/export/bin-card.csv?productId=${product}`);
    const balances = card.text.trim().split('\n').slice(1);
    expect(balances.map((line) => /,(?:RECEIPT|SALE),(-?\d+),(\d+),/.exec(line)!.slice(1))).toEqual(
      [
        ...[
          ['100', '100'],
          ['-1', '99'],
          ['-2', '97'],
          ['-3', '94'],
        ],
      ],
    );
  });

  it.each([
    ['/export/movements.csv?batchId=a%00', 'batchId'],
    ["/export/movements.csv?kind=SALE'--", 'kind'],
    ['/export/movements.csv?from=2026-13-01', 'from'],
    ['/export/movements.csv?from=2026-02-01&to=2026-01-01', 'to'],
    ['/export/movements.csv?actor=me', 'actor'],
    ['/export/stock-audit.csv?from=2026-01-01', 'to'],
    ['/export/bin-card.csv', 'productId'],
  ])('%s is refused and names %s', async (path, field) => {
    const { status, text } = await get(path);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', details: { field } } }],
    });
  });

  it('show a tenant no rows of another, and require a valid token', async () => {
    const stranger = await createTenant(shop.server.database, 'stranger');
    const token = await shop.server.api.token(stranger);
    const { text } = await get(`/export/movements.csv?productId=${product}`, token);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect((await get('/export/movements.csv', 'forged')).status).toBe(401);
    expect((await get('/export/passwords.csv')).status).toBe(404);
  });

  it('/metrics has figures of the process, the pool and the scans', async () => {
    const { text } = await get('/metrics');
    for (const name of [
      'pool_connections',
      'last_scan_timestamp_seconds',
      'broken_chains',
      'corrections_24h',
    ]) {
      expect(text).toMatch(new RegExp(`^bincard_${name} \\d+`, 'm'));
    }
    expect(text).toContain('process_resident_memory_bytes');
  });
});
