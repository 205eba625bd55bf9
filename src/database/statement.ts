/** How many rows a statement gives: exactly one, none or one, or any number. */
export type Rows = 'one' | 'optional' | 'many';

/**
 * A named statement of db/queries with the types that the catalog gives it; `npm run generate` writes them
 * to src/database/queries.
 */
export interface Statement<Parameters, Row, Count extends Rows = Rows> {
  /** What it is prepared as. */
  readonly name: string;
  /** Its text, with `$1` for the first of `parameters` and so on. */
  readonly text: string;
  readonly parameters: readonly string[];
  readonly rows: Count;
  /**
   * False for a page or a count with filters: its best plan depends on which of them are given, and the one plan kept
   * for all of them once read every batch of a tenant.
   */
  readonly prepared: boolean;
  /**
   * True for a count: it reads by an index, all of which begin with the tenant. A scan of the whole table would take
   * longer the more rows other tenants have, and so reveal how many there are.
   */
  readonly byIndex: boolean;
  /** Its columns with their types in PostgreSQL. */
  readonly columns: Readonly<Record<string, string>>;
  /** Exists for the compiler only. */
  readonly types?: (parameters: Parameters) => Row;
}

/** A statement that answers for many keys at once: `keys.parameter` takes them, `keys.column` says whose a row is. */
export interface KeyedStatement<
  Parameters,
  Row,
  Key extends keyof Parameters & string = keyof Parameters & string,
> extends Statement<Parameters, Row, 'many'> {
  readonly keys: { readonly parameter: Key; readonly column: keyof Row & string };
}

/** A page of a list: its text reads in the order of the keys, and `descending` in the other. */
export type Paged<Each> = Each & { readonly descending: string };

/** The statement that reads a page in one order or the other. */
export function inOrder<Each extends { readonly name: string; readonly text: string }>(
  page: Paged<Each>,
  descending: boolean,
): Each {
  if (!descending) return page;
  return { ...page, name: `${page.name}_descending`, text: page.descending };
}

/** What running a statement gives. */
export type ResultOf<Row, Count extends Rows> = Count extends 'one'
  ? Row
  : Count extends 'optional'
    ? Row | null
    : Row[];

/** The parameters as an argument list: none for a statement that takes none. */
export type Given<Parameters> = object extends Parameters ? [] : [parameters: Parameters];

/** The values of a statement's parameters in the order of its text; what is left out is null. */
export function valuesOf<Parameters>(
  statement: Statement<Parameters, unknown>,
  given: Given<Parameters>,
): unknown[] {
  const parameters = (given[0] ?? {}) as Record<string, unknown>;
  return statement.parameters.map((name) => parameters[name] ?? null);
}

/** The rows of a statement as its kind has them. */
export function resultOf<Row, Count extends Rows>(
  { name, rows: kind }: Statement<never, Row, Count>,
  rows: Row[],
): ResultOf<Row, Count> {
  if (kind === 'many') return rows as ResultOf<Row, Count>;
  if (kind === 'one' && rows.length !== 1) throw new Error(`${name} gave ${rows.length} rows`);
  return (rows[0] ?? null) as ResultOf<Row, Count>;
}

/** Anything that runs a statement: a pool or a client. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** Runs a statement outside of a snapshot. */
export async function runStatement<Parameters, Row, Count extends Rows>(
  database: Queryable,
  statement: Statement<Parameters, Row, Count>,
  ...given: Given<Parameters>
): Promise<ResultOf<Row, Count>> {
  const { rows } = await database.query(statement.text, valuesOf(statement, given));
  return resultOf(statement, rows as Row[]);
}
