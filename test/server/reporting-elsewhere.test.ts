import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { createReportingLogin } from '../../src/cli/reporting-logins';
import { migrate } from '../../src/lifecycle/migrate';
import { openShop, PRODUCTS } from '../support/shop';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { describeWithPgBouncer, startPgBouncer, type PgBouncer } from '../support/pgbouncer';
import { describeWithStandby, startPair, type Pair } from '../support/standby';
import { until } from './support';

// Which tenant a reporting login is of holds behind a pooler, and on a replica.

const SETTINGS = { connections: 5, defaults: { search_path: 'report_v1' } };
const newName = () => `elsewhere_${randomBytes(4).toString('hex')}`;

async function ask<Row extends object>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = await client.query<Row>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

const TENANTS =
  'select tenant, (select count(*)::int from report_v1.products) as products from report_v1.tenant';

describeWithPgBouncer('reporting logins behind a pooler', () => {
  const names = [newName(), newName()];
  let database: TestDatabase;
  let pooler: PgBouncer;
  let urls: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    await openShop(database, 'one');
    const two = await openShop(database, 'two');
    await two.call('create_product', { sku: 'ONE-MORE', name: 'One more' });
    const made = [
      await createReportingLogin(database.url, names[0]!, 'one', SETTINGS),
      await createReportingLogin(database.url, names[1]!, 'two', SETTINGS),
    ];
    pooler = await startPgBouncer(database.url, ...made);
    urls = made.map((url) => pooler.through(url));
  });
  afterAll(async () => {
    await pooler?.stop();
    for (const name of names) await database?.pools.super.query(`drop role if exists ${name}`);
    await database?.drop();
  });

  it('see their own tenant, whatever the client before has set on the connection', async () => {
    const [first, second] = urls as [string, string];
    const { rows } = await database.pools.super.query<{ id: string }>(
      'select id from inventory.tenants',
    );
    for (let round = 0; round < 3; round++) {
      for (const { id } of rows) {
        expect(await ask(first, `set app.tenant_id = '${id}'`, TENANTS)).toEqual([
          { tenant: 'one', products: PRODUCTS.length },
        ]);
        expect(await ask(second, `set app.tenant_id = '${id}'`, TENANTS)).toEqual([
          { tenant: 'two', products: PRODUCTS.length + 1 },
        ]);
      }
    }
  });
});

describeWithStandby('a reporting login on a replica', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair();
    await migrate(pair.primary.url);
    for (const code of ['one', 'two']) {
      await pair.primary.query(`select inventory.create_tenant('${code}', '${code}', 'UTC')`);
    }
  });
  afterAll(() => pair?.remove());

  it('sees its own tenant', async () => {
    const made = new URL(await createReportingLogin(pair.primary.url, newName(), 'two', SETTINGS));
    made.port = String(pair.standby.port);
    const url = made.toString();
    await until(async () => {
      try {
        return (await ask(url, 'select from report_v1.tenant')).length === 1;
      } catch {
        return false; // the standby has not got the login yet
      }
    });
    expect(await ask(url, 'select pg_is_in_recovery() as standby')).toEqual([{ standby: true }]);
    expect(await ask(url, TENANTS)).toEqual([{ tenant: 'two', products: 0 }]);
  });
});
