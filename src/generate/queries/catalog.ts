import type { Queryable } from '../../database/statement';
import { COLUMN_TYPES, KEEP_NOT_NULL, KEEP_NOT_NULL_OPERATORS, NEVER_NULL } from './column-types';
import { parseNodeTree, queryOf, type Node } from './node-tree';

/** What is known of a column's values. */
export interface Column {
  readonly nullable: boolean;
  /** The only texts that it takes. */
  readonly texts?: readonly string[];
  /** Its TypeScript type, where that says more than its type in PostgreSQL. */
  readonly type?: string;
}

/** What the tracer asks of the live catalog. */
export interface Catalog {
  /** What a table's column is, or what COLUMN_TYPES says of a view's; by the relation's oid and the column's place. */
  column(relation: string, place: number): Column | undefined;
  viewQuery(relation: string): Node | undefined;
  /** Whether a function, by its oid, gives no null unless it is given one. */
  keepsNotNull(functionId: string): boolean;
  isNeverNull(functionId: string): boolean;
  /** A column by its name, such as `products.status`. */
  named(name: string): Column | undefined;
}

const COLUMNS = `select a.attrelid::text as relation, a.attnum as place, c.relname || '.' || a.attname as name,
    c.relkind = 'r' as is_table, not a.attnotnull as nullable,
    (select pg_get_constraintdef(k.oid) from pg_catalog.pg_constraint k
     where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
       and pg_get_constraintdef(k.oid) ~ '^CHECK \\(\\(\\w+ (= ANY \\(|<@ )ARRAY\\[[^]]*\\]\\)?\\)\\)$' limit 1) as listed
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'v')
  where a.attnum > 0 and c.relnamespace = 'inventory'::regnamespace`;
const VIEWS = `select r.ev_class::text as relation, r.ev_action::text as tree
  from pg_catalog.pg_rewrite r join pg_catalog.pg_class c on c.oid = r.ev_class and c.relkind = 'v'
  where c.relnamespace in ('inventory'::regnamespace, 'report_v1'::regnamespace)`;
const FUNCTIONS = `select p.oid::text as id, p.proname as name,
    exists (select from pg_catalog.pg_operator o where o.oprcode = p.oid and o.oprname = any ($1)) as is_operator
  from pg_catalog.pg_proc p`;

/** Reads the catalog of the schema inventory. */
export async function readColumns(database: Queryable): Promise<Catalog> {
  const rowsOf = async (text: string, values: unknown[] = []) =>
    (await database.query(text, values)).rows as Record<string, string>[];
  const columns = new Map<string, Column>();
  const typed = new Set<string>();
  const byName = new Map<string, Column>();
  for (const { relation, place, name, is_table, nullable, listed } of await rowsOf(COLUMNS)) {
    const type = COLUMN_TYPES[name!];
    if (type) typed.add(name!);
    const texts = listed
      ? [...listed.matchAll(/'([^']*)'::text/g)].map(([, each]) => each!)
      : undefined;
    if (!is_table && !type) continue;
    const column = {
      ...((is_table ? { nullable: Boolean(nullable) } : {}) as Column),
      ...(texts ? { texts } : {}),
      ...(type ? { type } : {}),
    };
    columns.set(`${relation}.${place}`, column);
    byName.set(name!, column);
  }
  const unknown = Object.keys(COLUMN_TYPES).find((name) => !typed.has(name));
  if (unknown) throw new Error(`There is no column ${unknown}`);
  const views = new Map<string, Node>();
  for (const { relation, tree } of await rowsOf(VIEWS)) {
    views.set(relation!, queryOf(parseNodeTree(tree!)));
  }
  const keep = new Set<string>();
  const never = new Set<string>();
  for (const { id, name, is_operator } of await rowsOf(FUNCTIONS, [[...KEEP_NOT_NULL_OPERATORS]])) {
    if (is_operator || KEEP_NOT_NULL.has(name!)) keep.add(id!);
    if (NEVER_NULL.has(name!)) never.add(id!);
  }
  return {
    column: (relation, place) => columns.get(`${relation}.${place}`),
    viewQuery: (relation) => views.get(relation),
    keepsNotNull: (id) => keep.has(id),
    isNeverNull: (id) => never.has(id),
    named: (name) => byName.get(name),
  };
}
