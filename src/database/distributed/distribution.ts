import type { ClientBase, Pool } from 'pg';
import { routed, type Relations } from './routing';

/** Where a database is distributed (Citus) it has the function that calls an entry point on the tenant's node. */
const RELATIONS = `
  select c.relname as name, a.attname as column, null as query,
    case when not has_table_privilege(coalesce($1, current_user), c.oid, 'select') then (
      select string_agg(quote_ident(o.attname), ', ' order by o.attnum) from pg_catalog.pg_attribute o
      where o.attrelid = c.oid and o.attnum > 0 and has_column_privilege(coalesce($1, current_user), c.oid, o.attnum, 'select')) end as columns
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid
    and a.attname = case c.relname when 'tenants' then 'id' else 'tenant_id' end
  where c.relnamespace = 'inventory'::regnamespace and c.relkind in ('r', 'p')
  union all
  select c.relname, null, rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), null
  from pg_catalog.pg_class c
  where c.relnamespace = 'inventory'::regnamespace and c.relkind = 'v'
  union all
  select 'report_v1.' || c.relname, null, rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'), null
  from pg_catalog.pg_class c
  where c.relnamespace = to_regnamespace('report_v1') and c.relkind = 'v'`;
const IS_DISTRIBUTED = `
  select exists (
    select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where p.proname = 'on_tenant' and n.nspname = 'inventory') as yes`; // to_regprocedure would need a right on the schema
/** Texts that are put together from what a client selects are many. */
const MOST_TEXTS = 1000;

/** How the statements of one tenant are sent in a distributed database. */
export class Distribution {
  private readonly texts = new Map<string, string>();

  constructor(private readonly relations: Relations) {}

  /** A statement with its tenant as one more parameter, after the `count` that it has. */
  text(text: string, count: number): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size >= MOST_TEXTS) this.texts.clear();
    const made = routed(text, this.relations, `$${count + 1}::uuid`);
    this.texts.set(text, made);
    return made;
  }

  /** A statement with its tenant written out, for one that takes no parameters. */
  literal(text: string, tenant: string): string {
    return routed(text, this.relations, `${tenant}::uuid`);
  }
}

const known = new WeakMap<Pool, Distribution | undefined>();

/** Whether a pool has connected, and so knows how its database is distributed. */
export const isKnown = (pool: Pool): boolean => known.has(pool);

/** How a pool's database is distributed; undefined where it is not, and before the pool has connected for the first time. */
export function distributionOf(pool: Pool): Distribution | undefined {
  return known.get(pool);
}

/** Asks a pool's first connection whether its database is distributed. */
export async function learnDistribution(pool: Pool, client: ClientBase): Promise<void> {
  if (known.has(pool)) return;
  const { rows } = await client.query<{ yes: boolean }>(IS_DISTRIBUTED);
  known.set(pool, rows[0]!.yes ? new Distribution(await readRelations(client)) : undefined);
}

/** The relations of the schema, as a role or that of the session may read them. */
export async function readRelations(client: ClientBase, role?: string): Promise<Relations> {
  const { rows } = await client.query<{
    name: string;
    column: string | null;
    query: string | null;
    columns: string | null;
  }>(RELATIONS, [role ?? null]);
  const columns = new Map<string, string>();
  const tables = new Map<string, string>();
  const views = new Map<string, string>();
  for (const { name, column, query, columns: some } of rows) {
    if (some !== null) columns.set(name, some);
    if (query !== null) views.set(name, query);
    else if (column !== null) tables.set(name, column);
  }
  return { tables, columns, views };
}
