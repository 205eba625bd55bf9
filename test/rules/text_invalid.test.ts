import type { TestShop } from '../support/shop';
import { receiptSql, saleSql } from './statements';
import { mappingSql, runRowSql, withRun, withSource } from './sync-statements';
import { ruleSuite, type Attack } from './suite';
import { SECRET, secretSql, webhookSql } from './webhook-statements';

const WEBHOOK = '01900000-0000-7000-8000-00000000000c';

/** What a text of a sync source may not be; as SQL. */
const SOURCE_TEXTS: Record<string, string[]> = {
  name: [`' '`, `repeat('x', 59)`],
  table_name: [`''`, `repeat('x', 129)`],
  key_column: [`' '`, `repeat('x', 129)`],
  status_column: [`' '`, `repeat('x', 129)`],
  quantity_column: [`' '`, `repeat('x', 129)`],
  last_date_column: [`' '`, `repeat('x', 129)`],
  last_date_format: [`' '`, `repeat('x', 65)`],
};
const syncTexts: Attack[] = [
  ...Object.entries(SOURCE_TEXTS).flatMap(([column, texts]) =>
    texts.map((text) => ({
      by: `${column} of a sync source: ${text}`,
      sql: (s: TestShop) =>
        withSource(s, () => `update inventory.sync_sources set ${column} = ${text}`),
    })),
  ),
  {
    by: 'a blank key of a sync source',
    sql: (s) => withSource(s, (source) => mappingSql(s, { source, key: ' ' })),
  },
  {
    by: 'a long key of a sync source',
    sql: (s) => withSource(s, (source) => mappingSql(s, { source, key: 'x'.repeat(129) })),
  },
  {
    by: 'a long key of a sync run',
    sql: (s) => withRun(s, (run) => runRowSql(s, run, { key: 'x'.repeat(129) })),
  },
  {
    by: 'a code that is a sentence',
    sql: (s) => withRun(s, (run) => runRowSql(s, run, { code: 'there twice' })),
  },
];

const webhookTexts: Attack[] = [
  ['a secret without its prefix', SECRET.slice('whsec_'.length)],
  ['a short secret', 'whsec_AAAA'],
].map(([by, secret]) => ({
  by: by!,
  sql: (s: TestShop) => webhookSql(s, { id: WEBHOOK }) + secretSql(s, WEBHOOK, secret),
}));

ruleSuite('text_invalid', {
  accepted: (s) =>
    `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), repeat('x', 64), 'x')`,
  attacks: [
    {
      by: 'a blank SKU',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), ' ', 'x')`,
    },
    {
      by: 'a long SKU',
      sql: (s) =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), repeat('x', 65), 'x')`,
    },
    {
      by: 'a blank name',
      sql: (s) => `update inventory.products set name = '' where id = '${s.product}'`,
    },
    { by: 'a blank receipt number', sql: (s) => saleSql(s, [{}], { receiptNumber: ' ' }) },
    { by: 'a long batch number', sql: (s) => receiptSql(s, [{ number: 'x'.repeat(129) }]) },
    { by: 'a blank batch number', sql: (s) => receiptSql(s, [{ number: ' ' }]) },
    ...syncTexts,
    ...webhookTexts,
  ],
  graphql: {
    query: `mutation ($input: CreateProductInput!) { createProduct(input: $input) { id } }`,
    variables: () => ({ input: { sku: ' ', name: 'x' } }),
    details: () => ({ field: 'input.sku' }),
  },
  bearing: { attack: 2, as: 'owner' },
});
