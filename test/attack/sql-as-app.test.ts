import type { Pool } from 'pg';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import type { TestShop } from '../support/shop';
import { openAppLogin, type AppLogin } from './app-login';

// What somebody can try who has the server's own login, as docs/operations.md recommends it: a member of bincard_app
// and of nothing else. Each attempt is refused, by a rule's name where a rule stands, by PostgreSQL's rights elsewhere.

describe("raw SQL through the server's own login", () => {
  let login: AppLogin;
  let database: TestDatabase;
  let shop: TestShop;
  let stranger: string;
  let pool: Pool;
  const attempt = (sql: string) => login.attempt(sql);

  beforeAll(async () => {
    login = await openAppLogin();
    ({ database, shop, stranger, pool } = login);
  });
  afterAll(() => login?.close());

  it.each<[string, (s: TestShop) => string, RegExp]>([
    ['taking the owner’s role', () => 'set role bincard_owner', /permission denied/],
    [
      'taking no role',
      () => 'set role none; update inventory.batch_stock set quantity = 1',
      /permission denied/,
    ],
    [
      'resetting the role',
      () => 'reset role; update inventory.batch_stock set quantity = 1',
      /permission denied/,
    ],
    ['replica mode', () => 'set session_replication_role = replica', /permission denied/],
    [
      'disabling a trigger',
      () => 'alter table inventory.movements disable trigger all',
      /permission denied/,
    ],
    [
      'dropping a trigger',
      () => 'drop trigger _300_movement_immutable on inventory.movements',
      /permission denied/,
    ],
    [
      'dropping a policy',
      () => 'drop policy tenant_isolation on inventory.movements',
      /permission denied/,
    ],
    [
      'row security off',
      () => 'set row_security = off; select count(*) from inventory.movements',
      /tenant_isolation|permission|row-level/,
    ],
    [
      'writing a projection',
      () => 'update inventory.stock_levels set on_hand = 999',
      /permission denied/,
    ],
    ['writing a movement', () => 'delete from inventory.movements', /permission denied/],
    ['writing the audit log', () => 'delete from inventory.audit_log', /permission denied/],
    [
      'a table of its own in the schema',
      () => 'create table inventory.mine (x int)',
      /permission denied/,
    ],
    [
      'a temporary table of its own, which could have triggers',
      () => 'create temporary table mine (x int)',
      /permission denied/,
    ],
    ['a schema of its own', () => 'create schema mine', /permission denied/],
    ['a table in the schema public', () => 'create table public.mine (x int)', /permission denied/],
    [
      'a trigger of its own',
      () =>
        'create trigger x after insert on inventory.sales execute function inventory.tg_movement_immutable()',
      /permission denied/,
    ],
    [
      'replacing a function',
      () =>
        `create or replace function inventory.refuse(p_rule text, p_message text, p_facts jsonb default '{}', p_hint text default '') returns void language sql as ''`,
      /permission denied/,
    ],
    [
      'calling a step of the ledger itself',
      (s) =>
        `select inventory.take_stock('${s.tenant}', '${s.product}', '${s.location}', 1, '${s.today}', 'SALE', 'SALE', '${s.sale}', '${s.line}')`,
      /permission denied/,
    ],
    [
      'rebuilding figures itself',
      (s) =>
        `select inventory.rebuild_batch_stock('${s.tenant}', '${s.product}', '${s.batch}', '${s.location}')`,
      /permission denied/,
    ],
    ['a program of the server', () => `copy inventory.sales to program 'id'`, /permission denied/],
    ['a file of the server', () => `copy inventory.sales to '/tmp/x'`, /permission denied/],
    [
      'the queue of the worker',
      () => 'select * from graphile_worker._private_jobs',
      /permission denied|does not exist|3F000|42P01/,
    ],
    ['other logins', () => 'select rolpassword from pg_catalog.pg_authid', /permission denied/],
  ])('%s is refused', async (_, sql, refusal) => {
    expect(await attempt(sql(shop))).toMatch(refusal);
  });

  it.each<[string, (s: TestShop) => string, string]>([
    [
      'a reservation COMMITTED without a sale',
      (s) => `update inventory.reservations set status = 'COMMITTED' where id = '${s.reservation}'`,
      'illegal_transition',
    ],
    [
      'a sale REFUNDED without a refund',
      (s) => `update inventory.sales set status = 'REFUNDED' where id = '${s.sale}'`,
      'illegal_transition',
    ],
    [
      'a stock figure',
      () => 'update inventory.stock_levels set on_hand = on_hand + 1555',
      'permission denied',
    ],
  ])('%s from a trigger on a temporary table of its own is refused', async (_, sql, refusal) => {
    const name = new URL(database.url).pathname.slice(1);
    await database.pools.super.query(`grant temporary on database ${name} to bincard_app`);
    expect(
      await attempt(
        `create temporary table lever (x integer);
         create function pg_temp.pull() returns trigger language plpgsql as $f$ begin ${sql(shop)}; return null; end $f$;
         create trigger pull after insert on lever for each row execute function pg_temp.pull();
         insert into lever values (1)`,
      ),
    ).toBe(refusal);
  });

  it('a hostile search_path changes nothing that a function of ours calls', async () => {
    // With a right that the login does not have: the functions do not rely on its absence.
    const name = new URL(database.url).pathname.slice(1);
    await database.pools.super.query(`grant temporary on database ${name} to bincard_app`);
    const sale = JSON.stringify({
      locationId: shop.location,
      lines: [{ productId: shop.product, quantity: 148 }],
    });
    expect(
      await attempt(
        `create temp table sales (x int);
         create function pg_temp.current_actor() returns text language sql as $f$ select 'somebody else' $f$;
         create function pg_temp.sha256(bytea) returns bytea language sql as $f$ select ''::bytea $f$;
         set local search_path = pg_temp, inventory, pg_catalog;
         select inventory.record_sale('${shop.identity}', '${sale}')`,
      ),
    ).toBe('insufficient_stock');
    await asTenant(
      pool,
      shop.tenant,
      async (client) => {
        await client.query(
          `create function pg_temp.sha256(bytea) returns bytea language sql as $f$ select ''::bytea $f$;
           set local search_path = pg_temp, inventory, pg_catalog`,
        );
        await client.query('select inventory.record_sale($1, $2)', [
          shop.identity,
          { locationId: shop.location, lines: [{ productId: shop.product, quantity: 1 }] },
        ]);
        const { rows } = await client.query<{ broken: number }>(
          'select count(*)::int as broken from inventory.broken_links(null, null)',
        );
        expect(rows[0]!.broken).toBe(0);
      },
      'rollback',
    );
  });

  it('another tenant is one setting away for raw SQL, and only for raw SQL', async () => {
    // Isolation compares rows with app.tenant_id, which any session may set: it holds because the
    // server alone writes SQL, and takes the tenant from a signed token. What no session can do is see two at once.
    const seen = await asTenant(pool, stranger, (client) =>
      client.query('select count(*)::int as n from inventory.products'),
    );
    expect((seen.rows[0] as { n: number }).n).toBe(0);
    expect(
      await refusalOf(
        asTenant(pool, stranger, (client) =>
          client.query(
            `insert into inventory.products (tenant_id, id, sku, name) values ('${shop.tenant}', inventory.uuid_v7(), 'X', 'X')`,
          ),
        ),
      ),
    ).toBe('tenant_isolation');
  });

  it('unique and foreign keys tell nothing of another tenant’s rows', async () => {
    await asTenant(
      pool,
      stranger,
      async (client) => {
        // The same SKU as the shop's: free here.
        await client.query(
          `insert into inventory.products (tenant_id, id, sku, name) values ('${stranger}', inventory.uuid_v7(), 'A', 'A')`,
        );
        const other = await client
          .query(
            `insert into inventory.sales (tenant_id, id, receipt_number, location_id) values ('${stranger}', inventory.uuid_v7(), 'R-1', '${shop.location}')`,
          )
          .then(
            () => 'accepted',
            (error: { constraint?: string }) => error.constraint,
          );
        expect(other).toBe('location_unknown'); // the shop's location is nobody's here
      },
      'rollback',
    );
  });
});
