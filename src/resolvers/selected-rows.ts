import type { Given, KeyedStatement, Statement } from '../database/statement';
import type { RequestContext } from './context';

/**
 * A statement's rows: with what the operation uses of them, where that is known, and with all columns otherwise. `needed`
 * are columns that the resolver reads itself.
 */
export function rowsOf<Parameters, Row extends object>(
  { snapshot, loaders, selection }: RequestContext,
  statement: Statement<Parameters, Row, 'many'>,
  given: NoInfer<Parameters>,
  needed: readonly (keyof Row & string)[] = [],
): Promise<Row[]> {
  if (selection) return loaders.joined.rows(statement, given as object, selection, needed);
  return snapshot.query(statement, ...([given] as unknown as Given<Parameters>));
}

/** The row of an id, in the same way. */
export async function rowOf<Row extends object>(
  context: RequestContext,
  statement: KeyedStatement<{ readonly keys: readonly string[] }, Row, 'keys'>,
  id: string,
): Promise<Row | null> {
  if (!context.selection) return context.loaders.one(statement, id);
  return (await rowsOf(context, statement, { keys: [id] }))[0] ?? null;
}
