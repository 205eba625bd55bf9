import type { Queryable } from '../../database/statement';
import type { Catalog, Column } from './catalog';
import { parseNodeTree, queryOf } from './node-tree';
import type { ParsedStatement } from './parse';
import { Tracer } from './trace';
import { parameterType, rowType } from './types';

/** A statement with the TypeScript types of what it takes and gives. */
export interface DescribedStatement extends ParsedStatement {
  readonly parameterTypes: readonly (readonly [name: string, type: string])[];
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** The columns with their types in PostgreSQL. */
  readonly columnTypes: readonly (readonly [name: string, type: string])[];
}

/** Asks PostgreSQL what a statement takes and gives. `session` is one connection, of a role that may use the schema. */
export async function describe(
  session: Queryable,
  catalog: Catalog,
  statement: ParsedStatement,
): Promise<DescribedStatement> {
  const { file, name, nullable } = statement;
  try {
    const { takes, gives } = await typesOf(session, statement.text);
    const parameters = statement.parameters.map((each) => ({ nullable: nullable.has(each) }));
    const query = await parseTreeOf(session, statement.text, takes);
    const columns = new Tracer(catalog, parameters).columns(query);
    checkNames(
      statement,
      columns.map(([column]) => column),
    );
    return {
      ...statement,
      parameterTypes: statement.parameters.map((each, place) => [
        each,
        parameterType(takes[place]!, nullable.has(each)),
      ]),
      columns: columns.map(([column, found], place) => {
        const known: Column = {
          ...found,
          ...likeOf(catalog, statement.like.get(column)),
          nullable: found.nullable && !statement.notNull.includes(column),
        };
        return [column, rowType(gives[place]!, known)];
      }),
      columnTypes: columns.map(([column], place) => [column, gives[place]!]),
    };
  } catch (error) {
    throw new Error(`${file}: ${name}: ${(error as Error).message}`, { cause: error });
  }
}

function likeOf(catalog: Catalog, name: string | undefined): Column | undefined {
  const found = name === undefined ? undefined : catalog.named(name);
  if (name !== undefined && !found) throw new Error(`there is no column ${name}`);
  return found;
}

async function typesOf(session: Queryable, text: string) {
  await session.query(`prepare described as ${text}`);
  const { rows: prepared } = await session.query(
    "select parameter_types::text[] as takes from pg_prepared_statements where name = 'described'",
  );
  await session.query('deallocate described');
  const { takes } = prepared[0] as { takes: string[] };
  // PostgreSQL 15 does not list what a prepared statement gives; an answer without rows names its types all the same.
  const nothing = `select * from (${text}) nothing limit 0`;
  const answer = (await session.query(
    nothing,
    takes.map(() => null),
  )) as { fields?: readonly { readonly dataTypeID: number }[] };
  const { rows } = await session.query(
    'select array(select t.id::regtype::text from unnest($1::oid[]) with ordinality t (id, place) order by place) as gives',
    [answer.fields!.map(({ dataTypeID }) => dataTypeID)],
  );
  return { takes, gives: (rows[0] as { gives: string[] }).gives };
}

/** A SQL function keeps its body as a parse tree, parameters included. */
async function parseTreeOf(session: Queryable, text: string, takes: readonly string[]) {
  const signature = `pg_temp.described(${takes.join(', ')})`;
  await session.query(
    `create function ${signature} returns setof record language sql begin atomic ${text}; end`,
  );
  const { rows } = await session.query(
    `select prosqlbody::text as tree from pg_proc where oid = '${signature}'::regprocedure`,
  );
  await session.query(`drop function ${signature}`);
  return queryOf(parseNodeTree((rows[0] as { tree: string }).tree));
}

function checkNames(statement: ParsedStatement, columns: readonly string[]): void {
  const { notNull, nullable, keys, like, parameters } = statement;
  const wrong =
    [...notNull, ...like.keys(), ...(keys ? [keys.column] : [])].find(
      (each) => !columns.includes(each),
    ) ??
    [...nullable, ...(keys ? [keys.parameter] : [])].find((each) => !parameters.includes(each));
  if (wrong !== undefined) throw new Error(`its comment names ${wrong}, which it does not have`);
  const twice = columns.find((each, place) => columns.indexOf(each) !== place);
  if (twice !== undefined) throw new Error(`it gives two columns ${twice}`);
}
