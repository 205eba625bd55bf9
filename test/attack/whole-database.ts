import { violationsStatement } from '../../src/database/rules';
import { asTenant, type TestDatabase } from '../support/database';

interface Tables {
  readonly all: string[];
  readonly ofTenants: string[];
}

async function tablesOf({ pools }: TestDatabase): Promise<Tables> {
  const { rows } = await pools.super.query<{ name: string; tenants: boolean }>(
    `select format('%I.%I', t.schemaname, t.tablename) as name, exists (
       select from information_schema.columns c
       where (c.table_schema, c.table_name, c.column_name) = (t.schemaname, t.tablename, 'tenant_id')) as tenants
     from pg_tables t where t.schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const names = (some: typeof rows) => some.map(({ name }) => name);
  return { all: names(rows), ofTenants: names(rows.filter(({ tenants }) => tenants)) };
}

/** Every table with how many rows it has and when it was last written, so that not even an UPDATE goes unseen. */
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

/** A query of every text that the ledger's tables hold. */
export async function textColumns({ pools }: TestDatabase): Promise<string> {
  const { rows } = await pools.super.query<{ text: string }>(
    `select format('select %I from %I.%I', c.column_name, c.table_schema, c.table_name) as text
     from information_schema.columns c
     join pg_tables t on (t.schemaname, t.tablename) = (c.table_schema, c.table_name)
     where c.table_schema = 'inventory' and c.data_type = 'text'`,
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
