import { randomBytes } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';
import { bincard } from '../cli/bincard';
import { openShopDatabase, openShop, type TestShop } from '../support/shop';
import { asTenant, type TestDatabase } from '../support/database';
import { FORBIDDEN } from './reporting-statements';

// A reporting login reads the views of report_v1, of its tenant. Two tenants have the same SKUs, places and numbers here.

interface Login {
  readonly name: string;
  readonly url: string;
}

describe('a reporting login', () => {
  let database: TestDatabase;
  let ours: TestShop;
  let theirs: TestShop;
  let login: Login;
  let other: Login;
  let views: string[];
  const made: string[] = [];

  const run = (...args: string[]) =>
    bincard(['reporting', ...args], { DATABASE_URL: database.url });
  async function make(tenant: string): Promise<Login> {
    const name = `report ${randomBytes(4).toString('hex')}`;
    made.push(name);
    const { code, stdout, stderr } = await run('create-login', name, '--tenant', tenant);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return { name, url: stdout.trim() };
  }
  async function as<Result>(
    { url }: Login,
    work: (client: Client) => Promise<Result>,
    config: ClientConfig = {},
  ): Promise<Result> {
    const client = new Client({ connectionString: url, ...config });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
  const sql = (text: string) => database.pools.super.query<Record<string, string>>(text);

  beforeAll(async () => {
    const opened = await openShopDatabase();
    database = opened.database;
    ours = opened.shop;
    theirs = await openShop(database, 'other');
    await theirs.call('create_product', { sku: 'ONLY-THEIRS', name: 'A name of theirs' });
    for (const { call, product, batch } of [ours, theirs]) {
      const components = [{ productId: product, quantity: 2 }];
      await call('create_product', { sku: 'SET', name: 'Set', kind: 'KIT', components });
      await call('add_batch_cost', { batchId: batch, amount: '1', reason: 'freight' });
    }
    login = await make('shop');
    other = await make('other');
    const { rows } = await sql(
      `select c.relname as name from pg_class c where c.relnamespace = 'report_v1'::regnamespace order by 1`,
    );
    views = rows.map(({ name }) => name!);
  });
  afterAll(async () => {
    for (const name of made) await sql(`drop role if exists "${name}"`);
    await database?.drop();
  });

  /** Every row of every view, as texts. */
  async function everything(client: Client): Promise<string[]> {
    const texts: string[] = [];
    for (const view of views) {
      const { rows } = await client.query<{ row: string }>(
        `select x::text as row from report_v1.${view} x`,
      );
      if (rows.length === 0) throw new Error(`report_v1.${view} is empty`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.sort();
  }
  const idsOf = (shop: TestShop) =>
    Object.values(shop).filter((value): value is string => /^[0-9a-f-]{36}$/.test(String(value)));

  it('reads every view of its tenant, and no row of another', async () => {
    const [mine, foreign] = [await as(login, everything), await as(other, everything)];
    for (const id of [
      ours.product,
      ours.location,
      ours.batch,
      ours.sale,
      ours.receipt,
      ours.refund,
    ]) {
      expect(mine.join()).toContain(id);
    }
    for (const id of idsOf(theirs)) expect(mine.join()).not.toContain(id);
    for (const id of idsOf(ours)) expect(foreign.join()).not.toContain(id);
    expect(foreign.join()).toContain('ONLY-THEIRS');
    const figures = await as(login, (client) =>
      client.query('select tenant, on_hand from tenant, products where sku = $1', ['A']),
    );
    const { rows } = await sql(
      `select sum(on_hand)::int as on_hand from inventory.stock_levels where tenant_id = '${ours.tenant}' and product_id = '${ours.product}'`,
    );
    expect(figures.rows).toEqual([{ tenant: 'shop', on_hand: String(rows[0]!['on_hand']) }]);
  });

  it("is its tenant's whatever it sets, calls or begins with", async () => {
    const mine = await as(login, everything);
    for (const setting of [
      `select set_config('app.tenant_id', '${theirs.tenant}', false), set_config('app.role', 'admin', false)`,
      `set app.tenant_id = '${theirs.tenant}'`,
      'set role bincard_reporting',
      'set search_path = pg_temp, inventory, public',
      'set default_transaction_read_only = off',
    ]) {
      const seen = await as(login, async (client) => {
        await client.query(setting);
        return everything(client);
      });
      expect([setting, seen]).toEqual([setting, mine]);
    }
    const options = `-c app.tenant_id=${theirs.tenant} -c role=bincard_reporting -c row_security=on`;
    expect(await as(login, everything, { options })).toEqual(mine);
    // A statement that was prepared before, and a cursor that is held.
    const prepared = await as(login, async (client) => {
      await client.query('prepare all_products as select product_id::text as id from products');
      await client.query(`set app.tenant_id = '${theirs.tenant}'`);
      await client.query('set role bincard_reporting');
      return (await client.query<{ id: string }>('execute all_products')).rows.map(({ id }) => id);
    });
    expect(prepared).toContain(ours.product);
    for (const id of idsOf(theirs)) expect(prepared).not.toContain(id);
  });

  it.each(FORBIDDEN)('may not: %s', async (statement, message) => {
    const attack = async (client: Client) => {
      for (const part of statement.split(' ;; ')) await client.query(part);
    };
    await expect(as(login, attack)).rejects.toThrow(message);
  });

  it('cannot be begun as another role', async () => {
    for (const options of ['-c role=bincard_app', '-c session_authorization=postgres']) {
      await expect(as(login, (client) => client.query('select 1'), { options })).rejects.toThrow();
    }
  });

  it("sees the tenant's rows only even if it could name the tables", async () => {
    await sql('grant usage on schema inventory to bincard_reporting');
    try {
      const { rows } = await sql(
        `select c.relname as name from pg_class c where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r'
           and has_table_privilege('bincard_reporting', c.oid, 'select') order by 1`,
      );
      expect(rows.length).toBeGreaterThan(10);
      await as(login, async (client) => {
        for (const { name } of rows) {
          const column = name === 'tenants' ? 'id' : 'tenant_id';
          const seen = await client.query(
            `select distinct ${column} as tenant from inventory.${name}`,
          );
          expect([name, seen.rows.map(({ tenant }: { tenant: string }) => tenant)]).toEqual(
            name === 'reservations' && seen.rows.length === 0 ? [name, []] : [name, [ours.tenant]],
          );
        }
        await expect(client.query('select * from inventory.user_passwords')).rejects.toThrow(
          /permission denied/,
        );
        await expect(client.query('select * from inventory.audit_log')).rejects.toThrow(
          /permission denied/,
        );
      });
    } finally {
      await sql('revoke usage on schema inventory from bincard_reporting');
    }
  });

  it('begins read-only, with limits, and one that nobody mapped sees nothing', async () => {
    const settings = [
      'default_transaction_read_only',
      'statement_timeout',
      'temp_file_limit',
      'search_path',
    ];
    const { rows } = await as(login, (client) =>
      client.query(
        `select ${settings.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`,
      ),
    );
    expect(rows).toEqual([
      {
        default_transaction_read_only: 'on',
        statement_timeout: '1min',
        temp_file_limit: '4GB',
        search_path: 'report_v1',
      },
    ]);
    await expect(
      as(login, (client) =>
        client.query(`select set_config('statement_timeout', '50ms', false); select pg_sleep(30)`),
      ),
    ).rejects.toThrow(/statement timeout/);
    const stranger = `report ${randomBytes(4).toString('hex')}`;
    made.push(stranger);
    await sql(`create role "${stranger}" login password 'x' in role bincard_reporting`);
    const url = new URL(login.url);
    [url.username, url.password] = [encodeURIComponent(stranger), 'x'];
    await as({ name: stranger, url: url.toString() }, async (client) => {
      for (const view of views) {
        expect((await client.query(`select * from report_v1.${view}`)).rows).toEqual([]);
      }
    });
  });

  it('of two tenants sees no row', async () => {
    const twice = await make('shop');
    await asTenant(database.pools.super, theirs.tenant, (client) =>
      client.query('insert into inventory.reporting_logins (tenant_id, login) values ($1, $2)', [
        theirs.tenant,
        twice.name,
      ]),
    );
    expect((await as(twice, (client) => client.query('select * from products'))).rows).toEqual([]);
  });
});
