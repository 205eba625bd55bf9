import { gzipSync } from 'node:zlib';
import { startApi, type Api } from '../support/api';
import { createTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

describe('POST /import', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let api: Api;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    api = await startApi(database, shop.tenant);
  });
  afterAll(async () => {
    await api?.close();
    await database?.drop();
  });

  async function upload(path: string, body: string | Buffer, token?: string, type = 'text/csv') {
    const response = await fetch(`${api.url.replace('/graphql', '')}/import/${path}`, {
      ...{ method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body) },
      headers: {
        'content-type': type,
        authorization: `Bearer ${token ?? (await api.token(shop.tenant, 'clerk'))}`,
      },
    });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the server answers
    return { status: response.status, body: (await response.json()) as any };
  }

  const RUN = `query ($id: ID!) { importRun(id: $id) {
    kind dryRun fileName rows created updated unchanged refused failure
    problems(first: 1) { totalCount nodes { row column code value } pageInfo { hasNextPage } } } }`;
  const read = async (id: string, token?: string) =>
    (await api.request(RUN, { id }, token === undefined ? {} : { token })).data
      ?.importRun as unknown;

  it('checks a file, brings it in with live=true, and the run can be read', async () => {
    const file = 'sku;location;qty\nA;L1;5\nA;MOON;1\nA;L1;-1\n';
    const dry = await upload('stock?file-name=a.csv', file);
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({ dryRun: true, rows: 3, created: 1, refused: 2 });
    const live = await upload(
      'stock?file-name=a.csv&live=true',
      file,
      undefined,
      'application/json',
    );
    expect(live.body).toMatchObject({ dryRun: false, created: 1, refused: 2 });
    expect(live.body.problems).toHaveLength(2);
    expect(await read(live.body.id as string)).toEqual({
      ...{ kind: 'STOCK', dryRun: false, fileName: 'a.csv', failure: null },
      ...{ rows: 3, created: 1, updated: 0, unchanged: 0, refused: 2 },
      problems: {
        ...{ totalCount: 2, pageInfo: { hasNextPage: true } },
        nodes: [{ row: 3, column: 'location', code: 'LOCATION_UNKNOWN', value: 'MOON' }],
      },
    });
    expect((await upload('stock?live=true', file)).body).toMatchObject({
      created: 0,
      unchanged: 1,
    });
    const { data } = await api.request('{ importRuns(last: 2) { nodes { dryRun } } }');
    expect(data.importRuns.nodes).toEqual([{ dryRun: false }, { dryRun: false }]);
  });

  it('shows a run to nobody of another tenant', async () => {
    const { body } = await upload('stock', 'sku,location,qty\nA,L1,1\n');
    const other = await createTenant(database, 'other');
    expect(await read(body.id as string, await api.token(other))).toBeNull();
    expect(await read(body.id as string)).not.toBeNull();
  });

  it('asks for a token, and for the role that the writes need', async () => {
    const file = 'sku,name\nNEW,New\n';
    expect((await upload('stock', file, 'forged')).status).toBe(401);
    const code = async (path: string, role: 'viewer' | 'clerk' | 'manager') =>
      (await upload(path, file, await api.token(shop.tenant, role))).body.errors?.[0].extensions
        .code;
    expect(await code('products?live=true', 'clerk')).toBe('FORBIDDEN');
    expect(await code('products', 'clerk')).toBe('FORBIDDEN');
    expect(await code('products?live=true', 'viewer')).toBe('FORBIDDEN');
    expect(await code('products?live=true', 'manager')).toBeUndefined();
  });

  it.each([
    ['nothing', 'a\n1\n', 404, 'NOT_FOUND', undefined],
    ['stock?lve=true', 'a\n1\n', 400, 'BAD_USER_INPUT', undefined],
    ['stock?live=yes', 'a\n1\n', 400, 'BAD_USER_INPUT', undefined],
    ['stock', 'a\n1\n', 400, 'BAD_USER_INPUT', 'COLUMN_MISSING'],
    ['stock', '', 400, 'BAD_USER_INPUT', 'FILE_EMPTY'],
    ['stock', gzipSync('sku\n'), 400, 'BAD_USER_INPUT', 'COLUMN_MISSING'],
    ['stock', Buffer.from('PK\u0003\u0004'), 400, 'BAD_USER_INPUT', 'FILE_COMPRESSED'],
    ['stock', 'sku,location,qty\nA,L1,1.200\n', 400, 'BAD_USER_INPUT', 'DECIMAL_AMBIGUOUS'],
  ])('%s of %j is refused', async (path, body, status, code, reason) => {
    const answer = await upload(path, body);
    expect(answer.status).toBe(status);
    const { extensions } = answer.body.errors[0];
    expect(extensions).toMatchObject({ code, ...(reason && { details: { reason } }) });
  });

  it.each([
    ['sku,location\nA,L1\n', { reason: 'COLUMN_MISSING', importField: 'quantity' }],
    ['sku,location,qty\nA,L1,1.200\n', { reason: 'DECIMAL_AMBIGUOUS', values: ['1.200'] }],
    [
      'sku,location,qty,expiry\nA,L1,1,01/02/2031\n',
      { reason: 'DATE_FORMAT_AMBIGUOUS', columns: ['expiry'], values: ['01/02/2031'] },
    ],
    [
      'sku,location,qty,suplier\nA,L1,1,X\n',
      { reason: 'COLUMN_AMBIGUOUS', columns: ['suplier'], importField: 'supplier' },
    ],
  ])('%j is refused with what it is about', async (body, details) => {
    const { errors } = (await upload('stock', body)).body;
    expect(errors[0].extensions.details).toEqual({ field: 'file', ...details });
  });

  it('leaves the other doors as they read their bodies', async () => {
    expect((await api.request('{ importRuns { totalCount } }')).errors).toBeUndefined();
    const csv = await fetch(api.url, {
      method: 'POST',
      body: 'a,b',
      headers: { 'content-type': 'text/csv' },
    });
    expect(csv.status).toBe(400);
  });
});
