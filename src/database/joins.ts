import type { KeyedStatement, Statement } from './statement';

export type Values = Readonly<Record<string, unknown>>;
export type AnyStatement = Statement<never, object>;
export type AnyKeyed = Omit<KeyedStatement<never, object>, 'keys'> & {
  readonly keys: { readonly parameter: string; readonly column: string };
};
export type Row = Readonly<Record<string, unknown>>;

/** What an operation uses of rows: undefined means every column. */
export interface Selection {
  /** The operation reads nothing after these rows and what is joined to them. */
  readonly isLast?: boolean;
  readonly columns: ReadonlySet<string> | undefined;
  readonly joins: readonly Join[];
}

/** Rows that are found by a column of the rows before them. */
export interface Join extends Selection {
  readonly from: string;
  readonly statement: AnyKeyed;
  readonly others: Values;
}

/** The rows that a joined statement gave, by key; keys without rows are among `keys` only. */
export interface Joined {
  readonly join: Join;
  readonly columns: ReadonlySet<string>;
  readonly keys: ReadonlySet<unknown>;
  readonly rows: ReadonlyMap<unknown, Row[]>;
}
