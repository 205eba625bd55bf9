import type { PoolClient } from 'pg';
import { asTenant, createTenant, refusalOf } from '../support/database';
import { earliestZone, latestZone } from '../support/days';
import type { TestShop } from '../support/shop';
import { openAppLogin, type AppLogin } from './app-login';

// A transaction with the snapshot of an older moment does not see what others committed while it waited for a lock: it
// closed a day without its last sales, and posted a count against figures recorded since.

const REFUSED = /^0A000: Bincard is written in READ COMMITTED transactions/;
const LEVELS = ['repeatable read', 'serializable'];

describe('a write on the snapshot of an older moment', () => {
  let login: AppLogin;

  beforeAll(async () => {
    login = await openAppLogin();
  });
  afterAll(() => login?.close());

  /** Begins at an isolation level, takes the snapshot, lets others commit, and then writes. */
  async function late(
    level: string,
    meanwhile: () => Promise<unknown>,
    write: (client: PoolClient) => Promise<unknown>,
    tenant = login.shop.tenant,
  ): Promise<string> {
    const writing = asTenant(login.pool, tenant, async (client) => {
      await client.query(`rollback; begin isolation level ${level}`);
      await client.query(
        `select set_config('app.tenant_id', $1, true), set_config('app.actor', 'tester', true),
           set_config('app.role', 'admin', true)`,
        [tenant],
      );
      await client.query('select from inventory.tenants');
      await meanwhile();
      await write(client);
    });
    return refusalOf(writing);
  }

  const entry = (name: string, input: object) => (client: PoolClient) =>
    client.query(`select inventory.${name}($1, $2)`, [login.shop.identity, JSON.stringify(input)]);
  const nothing = () => Promise.resolve();

  const CALLS: [string, string, (s: TestShop) => object][] = [
    [
      'a sale',
      'record_sale',
      (s) => ({ locationId: s.location, lines: [{ productId: s.product, quantity: 1 }] }),
    ],
    [
      'a refund',
      'refund_sale',
      (s) => ({ saleId: s.sale, reason: 'x', lines: [{ saleLineId: s.line, quantity: 1 }] }),
    ],
    [
      'a posted count',
      'set_stock_count_status',
      (s) => ({ id: s.openCount, status: 'POSTED', reason: 'x' }),
    ],
    ['a closed day', 'close_day', () => ({ businessDate: '2020-01-01' })],
    [
      'a reservation',
      'reserve_stock',
      (s) => ({ productId: s.product, locationId: s.location, quantity: 1, expiresInSeconds: 60 }),
    ],
    ['a hold', 'hold_batch', (s) => ({ id: s.batch, hold: 'RECALLED', reason: 'x' })],
    ['a product', 'create_product', () => ({ sku: 'LATE', name: 'Late' })],
    ['settings', 'update_settings', () => ({ allowSelfApproval: false })],
  ];

  it.each(LEVELS.flatMap((level) => CALLS.map((call) => [level, ...call] as const)))(
    '%s: %s is refused',
    async (level, _, name, input) => {
      expect(await late(level, nothing, entry(name, input(login.shop)))).toMatch(REFUSED);
    },
  );

  it.each(LEVELS)('%s: a time zone in which stock has moved tomorrow', async (level) => {
    const tenant = await createTenant(login.database, `zone-${level[0]}`, earliestZone());
    const identity = JSON.stringify({ tenant, actor: 'tester', role: 'admin' });
    const call = async (name: string, input: object) => {
      const { rows } = await login.database.pools.app.query<{ result: { id: string } }>(
        `select inventory.${name}($1, $2) as result`,
        [identity, JSON.stringify(input)],
      );
      return rows[0]!.result.id;
    };
    const locationId = await call('create_location', { code: 'L', name: 'L', kind: 'WAREHOUSE' });
    const productId = await call('create_product', { sku: 'P', name: 'P' });
    const receive = () =>
      call('receive_stock', { locationId, lines: [{ productId, quantity: 1 }] });
    const toLatest = (client: PoolClient) =>
      client.query('update inventory.tenants set time_zone = $1 where id = $2', [
        latestZone(),
        tenant,
      ]);
    expect(await late(level, receive, toLatest, tenant)).toMatch(REFUSED);
  });

  it.each(LEVELS)('%s: an approval of its own by a setting of before', async (level) => {
    const { shop } = login;
    await shop.call('update_settings', { allowSelfApproval: true });
    const forbid = () => shop.call('update_settings', { allowSelfApproval: false });
    const { id } = await shop.call('request_adjustment', {
      ...{ batchId: shop.batch, locationId: shop.location, quantity: -1 },
      ...{ type: 'DAMAGE', reason: 'x' },
    });
    const approve = (client: PoolClient) =>
      client.query(`update inventory.adjustments set status = 'APPROVED' where id = $1`, [id]);
    expect(await late(level, forbid, approve)).toMatch(REFUSED);
  });

  it.each(LEVELS)('%s: the write of a sync run after the next has begun', async (level) => {
    const { shop } = login;
    const { id: sourceId } = await shop.call('create_sync_source', {
      ...{ name: level, path: `${level[0]}.db`, tableName: 'reels', keyColumn: 'reel' },
      ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] },
      locationId: shop.location,
    });
    const begin = () =>
      shop.call('begin_sync_run', {
        ...{ sourceId, direction: 'IMPORT', dryRun: false, trigger: 'MANUAL' },
      });
    const { id: runId } = await begin();
    const row = { key: 'K', name: 'first', attributes: {}, status: 'In-stock', hash: '00' };
    const added = { sku: `SYNC-${level[0]}`, baseUnit: 'unit', batchNumber: 'K', quantity: 1 };
    await shop.call('import_external', {
      ...{ sourceId, runId, new: [{ ...row, ...added }], changed: [] },
    });
    const changed = [{ ...row, name: 'late', removed: [], hash: '01' }];
    const write = entry('import_external', { sourceId, runId, new: [], changed });
    expect(await late(level, begin, write)).toMatch(REFUSED);
  });

  it.each(LEVELS)('%s: a request whose key another has used meanwhile', async (level) => {
    const { shop } = login;
    const input = {
      ...{ locationId: shop.location, idempotencyKey: `late ${level}` },
      lines: [{ productId: shop.product, quantity: 1 }],
    };
    const first = () => shop.call('receive_stock', input);
    expect(await late(level, first, entry('receive_stock', input))).toMatch(REFUSED);
  });
});

// A trigger of these writes refuses an old snapshot, or this is why it need not.
const ROW = 'a row that another session has changed meanwhile is refused by PostgreSQL (40001)';
const KEYS = 'what it depends on is never removed; unique and foreign keys see what is committed';
const STEPS = 'it moves nothing, and each later step is guarded';
const UNGUARDED: Record<string, string> = {
  'adjustments update': ROW,
  'api_tokens insert': KEYS,
  'api_tokens update': ROW,
  'assemblies update': ROW, // voiding is guarded
  'channel_corrections update': ROW,
  'channel_products insert': KEYS,
  'channel_products update': ROW,
  'channel_stock insert': KEYS,
  'channel_stock update': ROW,
  'count_classes insert': KEYS,
  'count_classes update': ROW,
  'count_plans insert': KEYS,
  'count_plans update': ROW,
  'idempotency_keys insert': KEYS,
  'import_changes insert': KEYS,
  'import_problems insert': KEYS,
  'import_run_ends insert': KEYS,
  'import_runs insert': KEYS,
  'imported_rows insert': KEYS,
  'locations update': ROW, // switching off is guarded
  'product_codes insert': KEYS,
  'product_codes update': ROW,
  'product_mappings insert': KEYS,
  'product_mappings update': ROW,
  'product_units insert': KEYS,
  'product_units update': ROW,
  'products insert': KEYS,
  'products update': ROW,
  'purchase_order_lines insert': STEPS,
  'purchase_orders insert': STEPS,
  'purchase_orders update': ROW,
  'receipts insert': 'its lines are guarded, and it has one',
  'receipts update': ROW, // voiding is guarded
  'refunds insert': 'its lines are guarded, and it has one',
  'sales update': ROW, // voiding is guarded
  'signing_keys insert': KEYS,
  'stock_alerts update': ROW,
  'stock_counts update': ROW, // posting is guarded
  'stock_policies insert': KEYS,
  'stock_policies update': ROW,
  'supplier_products insert': KEYS,
  'supplier_products update': ROW,
  'suppliers insert': KEYS,
  'suppliers update': ROW,
  'sync_changes insert': KEYS,
  'sync_run_ends insert': ROW, // of the source, which says when it is due
  'sync_run_rows insert': KEYS,
  'sync_runs insert': ROW,
  'sync_sources insert': KEYS,
  'sync_sources update': ROW,
  'tenants update': ROW, // the time zone is guarded
  'transfer_closings update': ROW, // a decision is guarded
  'transfer_lines insert': STEPS,
  'transfers update': ROW,
  'user_links insert': KEYS,
  'users insert': KEYS,
  'users update': ROW, // the role and switching off are guarded
  'webhook_secrets insert': KEYS,
  'webhook_secrets update': ROW,
  'webhooks insert': KEYS,
  'webhooks update': ROW,
};

/** What the app role may write, where no trigger that fires for the table or column has the check. */
const WRITES = `
  with checks as (
    select t.tgrelid, t.tgtype, t.tgattr::int2[] as columns from pg_trigger t join pg_proc p on p.oid = t.tgfoid
    where not t.tgisinternal and p.prosrc ~ 'check_(tenant|isolation)\\('
  ), written as (
    select c.oid, c.relname, a.attnum from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p')
  )
  select distinct w.relname || ' insert' as write from written w
  where has_column_privilege('bincard_app', w.oid, w.attnum, 'insert')
    and not exists (select from checks t where t.tgrelid = w.oid and t.tgtype & 4 > 0)
  union
  select w.relname || ' update' from written w
  where has_column_privilege('bincard_app', w.oid, w.attnum, 'update') and not exists (
    select from checks t where t.tgrelid = w.oid and t.tgtype & 16 > 0 and (t.columns = '{}' or w.attnum = any (t.columns)))
  order by 1`;

describe('plain SQL on an old snapshot', () => {
  let login: AppLogin;
  beforeAll(async () => {
    login = await openAppLogin();
  });
  afterAll(() => login?.close());

  it('is refused by a trigger, or there is a reason why it may be accepted', async () => {
    const { rows } = await login.database.pools.super.query<{ write: string }>(WRITES);
    expect(rows.map(({ write }) => write)).toEqual(Object.keys(UNGUARDED));
  });

  it.each(LEVELS)('%s: an update of a row that has changed meanwhile is refused', async (level) => {
    const { shop, pool } = login;
    const changed = asTenant(pool, shop.tenant, async (client) => {
      await client.query(`rollback; begin isolation level ${level}`);
      await client.query(
        `select set_config('app.tenant_id', $1, true), set_config('app.role', 'admin', true)`,
        [shop.tenant],
      );
      await client.query('select from inventory.tenants');
      await shop.call('update_product', { id: shop.product, name: `${level} before` });
      await client.query(`update inventory.products set name = 'late' where id = $1`, [
        shop.product,
      ]);
    });
    expect(await refusalOf(changed)).toMatch(/^40001: /);
  });
});
