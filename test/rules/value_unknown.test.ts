import type { TestShop } from '../support/shop';
import { adjustmentSql, refundSql } from './statements';
import { asReplica } from './writers';
import { mappingSql, runRowSql, runSql, sourceSql, withRun, withSource } from './sync-statements';
import { ruleSuite, type Attack } from './suite';
import { webhookSql } from './webhook-statements';

const many = (count: number) => `array(select 'v' || n from generate_series(1, ${count}) n)`;

const syncValues: Attack[] = [
  { by: 'no value for in stock', sql: (s) => sourceSql(s, { inStock: `'{}'` }) },
  { by: 'no value for sold', sql: (s) => sourceSql(s, { sold: `'{}'` }) },
  { by: 'null for in stock', sql: (s) => sourceSql(s, { inStock: `'{NULL}'` }) },
  { by: 'null for sold', sql: (s) => sourceSql(s, { sold: `'{Sold,NULL}'` }) },
  { by: '51 values for in stock', sql: (s) => sourceSql(s, { inStock: many(51) }) },
  {
    by: 'a value for both',
    sql: (s) => sourceSql(s, { inStock: `'{Sold}'` }),
  },
  {
    by: 'to write there what is not sold there',
    sql: (s) => sourceSql(s, { exportValue: 'In-stock' }),
  },
  { by: 'mappings that are no list', sql: (s) => sourceSql(s, { mappings: `'{}'` }) },
  {
    by: '201 mappings',
    sql: (s) => sourceSql(s, { mappings: `(select jsonb_agg(n) from generate_series(1, 201) n)` }),
  },
  {
    by: 'a direction of a sync run',
    sql: (s) => withSource(s, (source) => runSql(s, source, { direction: 'BOTH' })),
  },
  {
    by: 'a trigger of a sync run',
    sql: (s) => withSource(s, (source) => runSql(s, source, { trigger: 'WHIM' })),
  },
  {
    by: 'an outcome of a row of a sync run',
    sql: (s) => withRun(s, (run) => runRowSql(s, run, { outcome: 'MAYBE' })),
  },
  { by: 'a webhook of no events', sql: (s) => webhookSql(s, { events: `'{}'` }) },
  { by: 'an event of a webhook', sql: (s) => webhookSql(s, { events: `'{movement.gift}'` }) },
  { by: 'null for an event', sql: (s) => webhookSql(s, { events: `'{movement.sale,NULL}'` }) },
  {
    by: 'a kind of alert',
    sql: (s) =>
      `insert into inventory.stock_alerts (tenant_id, kind, subject_id, facts) values ('${s.tenant}', 'BORED', '${s.product}', '{}')`,
  },
  {
    by: 'a status of a key',
    sql: (s) => withSource(s, (source) => mappingSql(s, { source, status: 'LOST' })),
  },
];

ruleSuite('value_unknown', {
  accepted: (s) =>
    `update inventory.products set status = 'ARCHIVED' where id = '${s.product}'; ${sourceSql(s, { inStock: many(50) })}`,
  attacks: [
    {
      by: 'a disposition',
      sql: (s) => refundSql(s, [{ quantity: 1, disposition: 'SELL' }]),
    },
    { by: 'a status', sql: () => `update inventory.products set status = 'GONE'` },
    { by: 'attributes', sql: () => `update inventory.products set attributes = '[]'` },
    {
      by: 'a kind',
      sql: (s) =>
        `insert into inventory.locations (tenant_id, id, code, name, kind) values ('${s.tenant}', inventory.uuid_v7(), 'Q', 'Q', 'SHED')`,
    },
    { by: 'a type', sql: (s) => adjustmentSql(s, { type: 'MELTED' }) },
    ...['Factory', 'localtime', 'posixrules', 'posix/Europe/London', 'right/UTC', 'Nowhere'].map(
      (zone) => ({
        by: `the time zone ${zone}`,
        sql: (s: TestShop) =>
          `update inventory.tenants set time_zone = '${zone}' where id = '${s.tenant}'`,
      }),
    ),
    {
      by: 'a new tenant with a time zone that is none',
      sql: () => `select inventory.create_tenant('nowhere', 'Nowhere', 'Factory')`,
      as: ['owner'],
    },
    // No path leads to such a status (illegal_transition): what is left is a writer past the triggers.
    ...['adjustments', 'transfers', 'stock_counts', 'reservations'].map((table) => ({
      by: `a status of ${table} as a replica`,
      sql: () => asReplica(`update inventory.${table} set status = 'GONE'`),
      as: ['super' as const],
    })),
    {
      by: 'a hold as a replica',
      sql: () => asReplica(`update inventory.batches set hold = 'FROZEN'`),
      as: ['super'],
    },
    ...syncValues,
  ],
  noGraphql: 'the schema has enums: GRAPHQL_VALIDATION_FAILED',
  bearing: { attack: 0, as: 'owner' },
});
