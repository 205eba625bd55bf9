import type { PoolClient } from 'pg';
import type { TestDatabase } from '../support/database';

interface Column {
  readonly name: string;
  readonly type: string;
  /** In a unique index, or what a generated column in one is made of: every copy of a row needs its own. */
  readonly unique: boolean;
}

/** Fills tables with copies of one tenant's rows for another tenant, with triggers off: for tests that only read. */
export async function fillTables(
  { pools }: TestDatabase,
  tables: Record<string, number>,
  from: string,
  to: string,
): Promise<void> {
  const client = await pools.super.connect();
  try {
    for (const [table, rows] of Object.entries(tables)) {
      const columns = await columnsOf(client, table);
      const names = columns.map(({ name }) => name).join(', ');
      await client.query(`alter table inventory.${table} disable trigger all`);
      const { rowCount } = await client.query(
        `insert into inventory.${table} (${names})
         select ${columns.map((column) => copied(column, to)).join(', ')}
         from inventory.${table} t, generate_series(1, ${rows}) n where t.tenant_id = $1 limit ${rows}`,
        [from],
      );
      if (rowCount !== rows) throw new Error(`There is nothing to copy in ${table}`);
      await client.query(`analyze inventory.${table}`);
    }
  } finally {
    client.release();
  }
}

async function columnsOf(client: PoolClient, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(coalesce(nullif(y.typbasetype, 0), y.oid), -1) as type, exists (
       select from pg_index i where i.indrelid = a.attrelid and i.indisunique and (a.attnum = any (i.indkey) or exists (
         select from pg_attrdef f join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid
         where f.adrelid = a.attrelid and f.adnum = any (i.indkey)
           and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid and d.refobjsubid = a.attnum))) as unique
     from pg_attribute a join pg_type y on y.oid = a.atttypid
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
    [`inventory.${table}`],
  );
  return rows;
}

function copied({ name, type, unique }: Column, tenant: string): string {
  if (name === 'tenant_id') return `'${tenant}'::uuid`;
  if (!unique) return `t.${name}`;
  if (type === 'uuid') return `md5(t.${name}::text || n)::uuid`;
  if (type === 'text') return `left(t.${name}, 40) || '-' || n`;
  return type === 'date' ? `t.${name} + n::integer` : `t.${name} + n`;
}
