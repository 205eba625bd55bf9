/** How the cells of a field are read. */
export type Reading =
  | 'text'
  | 'code'
  | 'quantity'
  | 'count'
  | 'cost'
  | 'day'
  | 'units'
  | 'components'
  | Readonly<Record<string, string | boolean>>;

/** A property of what a row brings in, which a column of the file can be mapped to. */
export interface Field {
  readonly name: string;
  readonly reads: Reading;
  readonly required?: true;
  /**
   * Names of columns that mean it without a doubt, in small letters and digits only; the first list of which the file has
   * a name counts.
   */
  readonly columns: readonly (readonly string[])[];
}

export type Values = Readonly<Record<string, string | number | boolean | object | undefined>>;

/** What can be brought in, such as products or stock. A new kind is one of these, and its SQL in import_rows.sql. */
export interface ImportKind {
  readonly kind: string;
  /** As the command and the address name it. */
  readonly name: string;
  readonly fields: readonly Field[];
  /** Whether attribute:NAME is a field too. */
  readonly attributes: boolean;
  /** The fields as the entry point of the kind takes them. */
  readonly input: (values: Values) => Record<string, unknown>;
  /**
   * What a row says in place of a refused cell, by its field, so that its other cells are checked: with nothing there, it
   * leaves the cell out. A required field that is not listed is needed to check any other.
   */
  readonly instead: Readonly<Record<string, Values>>;
  /** The field of a refused input's field, or of a rule that names none. */
  readonly fieldOf: (
    named: { rule: string; field?: string; code: unknown },
    values: Values,
  ) => string | undefined;
}

export const TRUTH = {
  ...{ true: true, yes: true, y: true, '1': true, on: true },
  ...{ false: false, no: false, n: false, '0': false, off: false },
} as const;

/** An input without the fields that are not given. */
export function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
