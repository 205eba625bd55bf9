import {
  openTestServers,
  type Answered,
  type TestServers,
  type TestServer,
  SECRET,
} from '../server/support';
import { createTenant } from '../support/database';
import { signToken } from '../../src/auth/token';
import { faultOf } from './answers';
import { INJECTIONS } from './hostile-texts';
import { wholeDatabase } from './whole-database';

const OTHERS = ['', 'a\0', '2026-02-30', '0000-01-01', '2026-1-1', '+002026-01-01'];

describe('exports in hostile hands', () => {
  let ground: TestServers;
  let server: TestServer;
  beforeAll(async () => {
    ground = await openTestServers();
    server = await ground.serve();
  });
  afterAll(() => ground?.close());

  const summaryOf = ({ status, error, headers }: Answered, sent?: string) => [
    ...[status, error?.code, error && faultOf({ message: '', extensions: error }, [sent])],
    ...[headers.get('content-disposition'), headers.get('set-cookie')],
  ];
  const refused = [400, 'BAD_USER_INPUT', undefined, null, null];
  /** Where a code may be given too. */
  const unknown = new Map([
    ['productId', 'PRODUCT_UNKNOWN'],
    ['locationId', 'LOCATION_UNKNOWN'],
  ]);
  const unknownInMovements = new Map([
    ...unknown,
    ['batchId', 'BATCH_UNKNOWN'],
    ['documentId', 'SALE_UNKNOWN'],
  ]);

  const parameters = [
    'productId',
    'batchId',
    'locationId',
    'documentId',
    'kind',
    'from',
    'to',
    'groupBy',
  ];
  const files = ['movements.csv', 'movements.parquet', 'stock-audit.csv', 'bin-card.csv'];
  it.each(files)('%s refuses a filter that is not a valid value', async (file) => {
    const before = await wholeDatabase(ground.database);
    for (const parameter of [...parameters, 'nothing', '__proto__', 'constructor']) {
      for (const value of [...INJECTIONS, ...OTHERS]) {
        const asked = new URLSearchParams([[parameter, value]]).toString();
        const answer = await server.get(`/export/${file}?${asked}`);
        if (answer.status === 200 && value === INJECTIONS.at(-1)) continue; // an id that nothing has
        const noCode = value.includes('\0') || value === INJECTIONS.at(-1); // not storable; an id
        const codes = file.startsWith('movements') ? unknownInMovements : unknown;
        const code = noCode ? undefined : codes.get(parameter);
        expect(summaryOf(answer, value)).toEqual(code ? [400, code, ...refused.slice(2)] : refused);
      }
    }
    expect(await wholeDatabase(ground.database)).toEqual(before);
  });

  it('a code of another tenant is unknown', async () => {
    const { rows } = await ground.database.pools.super.query<{ sku: string; code: string }>(
      `select p.sku, o.code from inventory.products p, inventory.locations o limit 1`,
    );
    const stranger = await createTenant(ground.database, 'stranger');
    const token = await signToken({ tenantId: stranger, actor: 'x', role: 'admin' }, SECRET);
    const headers = { authorization: `Bearer ${token}` };
    const asked = [`productId=${rows[0]!.sku}`, `locationId=${rows[0]!.code}`];
    const codes = await Promise.all(
      asked.map(async (filter) => {
        const path = `/export/movements.csv?${filter}`;
        expect((await server.get(path)).status).toBe(200);
        return (await server.get(path, headers)).error?.code;
      }),
    );
    expect(codes).toEqual(['PRODUCT_UNKNOWN', 'LOCATION_UNKNOWN']);
  });

  it.each([
    '?productId=x&productId=y',
    '?kind=SALE&kind=REFUND',
    '?productId[]=x',
    '?from=2026-01-01&from=2026-01-01',
    '?%6bind=x',
    '?from=%ff',
  ])('movements.csv%s', async (asked) => {
    expect(summaryOf(await server.get(`/export/movements.csv${asked}`))).toEqual(refused);
  });

  it.each([
    'movements.csv%0d%0aset-cookie:%20x=1',
    'movements.csv%00',
    'MOVEMENTS.CSV',
    'movements.csv;x',
    '..%2fmovements.csv',
    'constructor',
    '__proto__',
    'toString',
  ])('%s is no file', async (file) => {
    const answer = await server.get(`/export/${file}`);
    expect(summaryOf(answer)).toEqual([404, 'NOT_FOUND', undefined, null, null]);
  });

  it('a file that cannot begin is refused as anything else', async () => {
    const { super: admin } = ground.database.pools;
    await admin.query('revoke select on inventory.movements from bincard_app');
    try {
      const answer = await server.get('/export/movements.csv');
      expect([answer.status, answer.error]).toEqual([500, { code: 'INTERNAL_SERVER_ERROR' }]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('content-disposition')).toBeNull();
      expect(answer.text).not.toMatch(/permission|inventory|FST_/);
    } finally {
      await admin.query('grant select on inventory.movements to bincard_app');
    }
  });
});
