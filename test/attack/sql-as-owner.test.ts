import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { asTenant, refusalOf } from '../support/database';
import { CODES } from './answers';
import { openTarget, type Target } from './calls';

// What a careless owner of the tables can try in psql: every table, every column, with the statements that leave
// nothing as it was. What a rule does not hold is listed here, and nothing else.

/** Which migrations and files were applied: no tenant's data. */
const BOOKKEEPING = ['applied_files', 'schema_migrations'];

/** What others said, as they said it; and what was found broken, which the owner takes back once it is mended. */
const MAY_BE_EMPTIED = [
  ...['broken_chains', 'channel_products', 'channel_stock'],
  'reporting_logins', // its logins see no row until they are made again
  ...['sessions', 'sign_in_attempts'], // everybody signs in again
  'webhook_secrets', // nothing is delivered until the webhook is made again
];

/**
 * Columns that are no part of the ledger or of what a document said. A tenant's zone and last closed day decide what
 * may still be written: who changes them reopens a day, and the count of day_closed finds what came into it then.
 */
const MAY_CHANGE: Record<string, string> = {
  channel_corrections: 'sent_at',
  channel_products: 'channel total visible reported_at reported_by',
  channel_stock: 'channel quantity reported_at reported_by',
  count_plans: 'every_days tolerance_percent',
  kit_components: 'removed_at', // of goods, which may lose their components
  locations: 'code name active switched_off_at created_at', // switched_off_at is stamped, whatever is given
  lots: 'expiry_reason version', // a reason without a correction; the version is stamped, whatever is given
  product_mappings:
    'external_status external_quantity content_hash pending_status pending_date last_synced_at',
  // A reason without a change, as that of lots.
  products: 'sku_reason name reorder_point attributes version created_at updated_at',
  purchase_orders: 'expected_on',
  stock_policies: 'minimum maximum',
  // The factor is stamped, whatever is given.
  supplier_products: 'code factor price minimum_quantity active created_at',
  suppliers: 'code name lead_time_days active created_at',
  // The configuration is stamped, whatever is given.
  sync_sources:
    'name path table_name key_column status_column in_stock_values quantity_column last_date_column last_date_format allow_computed configuration interval_minutes last_run_at next_run_at failures failed_direction version created_at updated_at',
  tenants: 'code name allow_self_approval over_receipt_percent created_at',
  webhook_secrets: 'secret',
  // Where it is sent, and how far it is: no part of the ledger, which it is read from.
  webhooks:
    'url enabled deleted_at transaction_id event_id last_delivered_at failures failing_since next_attempt_at last_error warning created_at created_by',
};

/** PostgreSQL itself says no. */
const BY_POSTGRES = [
  /^0A000: cannot truncate a table referenced in a foreign key constraint/,
  /^0A000: COPY FROM not supported with row-level security/,
];

interface Table {
  readonly name: string;
  readonly columns: { name: string; type: string }[];
}

describe('raw SQL as the owner of the tables', () => {
  let target: Target;
  let tables: Table[];
  let filled: string[];

  beforeAll(async () => {
    target = await openTarget();
    const { api, database, shop } = target.stage;
    const { errors } = await api.request(
      `mutation { reportChannelStock(channel: "web", stock: { sku: "A", locationCode: "L1", quantity: 1 })
         reconcile(input: { dryRun: false }) { id } closeDay(businessDate: "2020-01-01") }`,
    );
    expect(errors).toBeUndefined();
    const { rows } = await database.pools.super.query<Table>(
      `select c.relname as name, json_agg(json_build_object('name', a.attname,
         'type', format_type(coalesce(nullif(y.typbasetype, 0), y.oid), -1)) order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       join pg_type y on y.oid = a.atttypid
       where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'r' and c.relname <> all ($1) group by 1 order by 1`,
      [BOOKKEEPING],
    );
    tables = rows;
    filled = [];
    await shop.call('create_webhook', {
      ...{ url: 'https://shop.example/hook', events: ['movement.sale'] },
      secret: `whsec_${'A'.repeat(32)}`,
    });
    for (const { name } of tables) {
      const own = name === 'tenants' ? 'id' : 'tenant_id';
      const found = await database.pools.super.query(
        `select from inventory.${name} where ${own} = $1 limit 1`,
        [shop.tenant],
      );
      if (found.rowCount) filled.push(name);
    }
  });
  afterAll(() => target?.stage.close());

  const attempt = (work: (client: PoolClient) => Promise<unknown>) => {
    const { database, shop } = target.stage;
    const inTransaction = async (client: PoolClient) => {
      await work(client);
      await client.query('set constraints all immediate');
    };
    return refusalOf(asTenant(database.pools.owner, shop.tenant, inTransaction, 'rollback'));
  };
  const statement = (sql: string) => attempt((client) => client.query(sql));
  const isHeld = (refusal: string) =>
    CODES.has(refusal.toUpperCase()) ||
    refusal === 'tenant_isolation' ||
    BY_POSTGRES.some((words) => words.test(refusal));

  it.each(['truncate inventory.%', 'truncate inventory.% cascade', 'delete from inventory.%'])(
    '%s is refused by name for every table',
    async (sql) => {
      const through: string[] = [];
      for (const { name } of tables) {
        // Of no rows a DELETE takes none.
        if (sql.startsWith('delete') && !filled.includes(name)) continue;
        if (!isHeld(await statement(sql.replace('%', name)))) through.push(name);
      }
      expect(through).toEqual(
        MAY_BE_EMPTIED.filter((name) => sql.startsWith('truncate') || filled.includes(name)),
      );
    },
  );

  it('COPY into a table is refused: no row comes in past its triggers', async () => {
    for (const { name, columns } of tables) {
      const refusal = await attempt(async (client) => {
        const stream = client.query(copyFrom(`copy inventory.${name} from stdin`));
        stream.end(`${columns.map(() => '\\N').join('\t')}\n`);
        await finished(stream);
      });
      expect([name, refusal]).toEqual([
        name,
        expect.stringMatching(/COPY FROM not supported with row-level security/),
      ]);
    }
  });

  it('UPDATE of a column is refused by name, for every column but those listed', async () => {
    const through: Record<string, string> = {};
    for (const { name, columns } of tables) {
      if (!filled.includes(name)) continue;
      const open: string[] = [];
      for (const column of columns) {
        const refusal = await statement(
          `update inventory.${name} set ${column.name} = ${another(column)}`,
        );
        if (refusal === '(accepted)') open.push(column.name);
        else
          expect([name, column.name, refusal, isHeld(refusal)]).toEqual([
            name,
            column.name,
            refusal,
            true,
          ]);
      }
      if (open.length > 0) through[name] = open.join(' ');
    }
    expect(through).toEqual(MAY_CHANGE);
  });

  it.each([
    ['triggers off for a session', 'set session_replication_role = replica'],
    ['rows of every tenant', 'set row_security = off; select count(*) from inventory.products'],
    ['a program of the server', `copy inventory.applied_files to program 'id'`],
    ['a file of the server', `copy inventory.applied_files from '/etc/passwd'`],
    ['what passwords are', 'select rolpassword from pg_catalog.pg_authid'],
  ])('%s: refused', async (_, sql) => {
    expect(await statement(sql)).toMatch(/permission denied|tenant_isolation/);
  });
});

/** Another value than the column holds. */
function another({ name, type }: { name: string; type: string }): string {
  if (name === 'time_zone') return `'Asia/Tokyo'`;
  if (type === 'text') return `coalesce(${name}, '') || 'x'`;
  if (/int|numeric|double/.test(type)) return `coalesce(${name}, 0) + 1`;
  if (type === 'boolean') return `not coalesce(${name}, false)`;
  if (type === 'date') return `coalesce(${name}, date '2020-01-02') - 1`;
  if (type.startsWith('timestamp')) return `coalesce(${name}, now()) - interval '1 day'`;
  const others: Record<string, string> = {
    uuid: 'gen_random_uuid()',
    jsonb: `'{"x": 1}'`,
    bytea: `'\\x00'`,
    'text[]': `array['x']`,
    'uuid[]': 'array[gen_random_uuid()]',
    xid8: `'5'::xid8`,
  };
  return others[type]!;
}
