import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, type TestDatabase } from '../support/database';

interface Tables {
  readonly all: string[];
  readonly ofTenants: string[];
}

const known = new WeakMap<TestDatabase, Promise<Tables>>();

function tablesOf(database: TestDatabase): Promise<Tables> {
  const tables = known.get(database) ?? findTables(database);
  known.set(database, tables);
  return tables;
}

async function findTables({ pools }: TestDatabase): Promise<Tables> {
  const { rows } = await pools.super.query<{ name: string; tenants: boolean }>(
    `select format('%I.%I', t.schemaname, t.tablename) as name, exists (
       select from information_schema.columns c
       where (c.table_schema, c.table_name, c.column_name) = (t.schemaname, t.tablename, 'tenant_id')) as tenants
     from pg_tables t where t.schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const names = (some: typeof rows) => some.map(({ name }) => name);
  return { all: names(rows), ofTenants: names(rows.filter(({ tenants }) => tenants)) };
}

/** Every table with how many rows it has and when it was last written, so that an UPDATE is seen too. */
export async function wholeDatabase(database: TestDatabase): Promise<Record<string, string>> {
  return statesOf(database, (await tablesOf(database)).all, '');
}

/** The same of one tenant's rows. */
export async function rowsOfTenant(
  database: TestDatabase,
  tenant: string,
): Promise<Record<string, string>> {
  const { ofTenants } = await tablesOf(database);
  return statesOf(database, ofTenants, `where tenant_id = '${tenant}'`);
}

async function statesOf({ pools }: TestDatabase, tables: string[], where: string) {
  const { rows } = await pools.super.query<{ name: string; state: string }>(
    tables
      .map(
        (name) =>
          `select '${name}' as name, concat(count(*), ' ', max(xmin::text::bigint)) as state from ${name} ${where}`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]));
}

/** The rules that rows of a tenant break. */
export async function violations({ pools }: TestDatabase, tenant: string): Promise<unknown[]> {
  const { rows } = await asTenant(pools.app, tenant, (client) =>
    client.query<{ violations: number }>(violationsStatement()),
  );
  return rows.filter((row) => Number(row.violations) > 0);
}

/** A query of every text that the ledger's tables hold, in lists and JSON too. The audit log only repeats them. */
export async function textColumns({ pools }: TestDatabase): Promise<string> {
  const { rows } = await pools.super.query<{ text: string }>(
    `select format(case c.udt_name
         when 'text' then 'select %1$I from %2$I.%3$I'
         when '_text' then 'select unnest(%1$I) from %2$I.%3$I'
         else 'select x #>> ''{}'' from %2$I.%3$I, jsonb_path_query(%1$I, ''strict $.**'') x where jsonb_typeof(x) = ''string'''
       end, c.column_name, c.table_schema, c.table_name) as text
     from information_schema.columns c
     join pg_tables t on (t.schemaname, t.tablename) = (c.table_schema, c.table_name)
     where c.table_schema = 'inventory' and c.table_name <> 'audit_log' and c.udt_name in ('text', '_text', 'jsonb')`,
  );
  return rows.map(({ text }) => text).join(' union all ');
}

/** Those of the texts that none of the columns holds, character by character. */
export async function missingTexts(
  { pools }: TestDatabase,
  columns: string,
  texts: string[],
): Promise<string[]> {
  const { rows } = await pools.super.query<{ text: string }>(
    `select t.text from unnest($1::text[]) t (text)
     where not exists (select from (${columns}) c (text) where c.text = t.text)`,
    [texts],
  );
  return rows.map(({ text }) => text);
}
