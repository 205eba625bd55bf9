/** The relations of the schema, as a role may read them. */
export interface Relations {
  /** Of each table, the column that has the tenant. */
  readonly tables: ReadonlyMap<string, string>;
  /** The columns of each table of which the role may not read all. */
  readonly columns: ReadonlyMap<string, string>;
  /** The query of each view; of report_v1 with the name of the schema. */
  readonly views: ReadonlyMap<string, string>;
}

/** Words that can follow a relation where an alias could be. */
const NO_ALIAS =
  'where|on|join|left|right|cross|full|inner|order|group|having|limit|offset|union|except|intersect|for|using|loop|returning|natural|window|fetch';
/** A relation in FROM: what stands before it, its name, its alias. A name that is followed by `(` is a function. */
const RELATION = new RegExp(
  String.raw`(?<before>\b(?:from|join)\s+\(*|,\s*|\(\s*)"?(?<schema>inventory|report_v1)"?\."?(?<relation>[a-z_]+)\b"?(?!\s*[(.])` +
    String.raw`(?<alias>\s+(?:as\s+)?(?!(?:${NO_ALIAS})\b)(?:"\w+"|[a-z]\w*))?`,
  'gi',
);
const TARGET = /\bdelete\s+$/i;

/**
 * A statement with each table in FROM limited to one tenant, and each view written out with its tables limited. Citus
 * sends a statement to the tenant's node as it is where every table in it is limited by a constant; row-level security is
 * none, and a condition on one table does not reach the subqueries of a view.
 */
export function routed(text: string, relations: Relations, tenant: string): string {
  return text.replace(RELATION, (...match) => {
    const [whole] = match;
    const offset = match.at(-3) as number;
    const { before, schema, relation, alias } = match.at(-1) as Record<
      'before' | 'schema' | 'relation',
      string
    > & { alias?: string };
    const name = schema.toLowerCase() === 'inventory' ? relation : `${schema}.${relation}`;
    if (TARGET.test(text.slice(0, offset))) return whole;
    const column = relations.tables.get(name);
    const view = relations.views.get(name);
    const query =
      column !== undefined
        ? `select ${relations.columns.get(name) ?? '*'} from inventory.${name} where ${column} = ${tenant}`
        : view && routed(view, relations, tenant);
    return query ? `${before}(${query})${alias ?? ` ${relation}`}` : whole;
  });
}
