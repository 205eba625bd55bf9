import { distance } from 'fastest-levenshtein';
import { checkMisspelt, keyOf } from './column-names';
import { ImportError, shown } from './errors';
import type { Field, ImportKind } from './kinds/kind';

/** What the caller says of the columns. */
export interface MappingOptions {
  /** COLUMN=FIELD; COLUMN= leaves a column out. */
  readonly map?: readonly string[] | undefined;
  /** FIELD=VALUE for every row. */
  readonly set?: readonly string[] | undefined;
}

/** A field and where its values come from. */
export interface MappedField {
  readonly field: Field;
  /** The place of its column. */
  readonly at: number;
  readonly column: string;
}

export interface Mapping {
  readonly fields: readonly MappedField[];
  /** Values of every row. */
  readonly constants: readonly { readonly field: Field; readonly value: string }[];
  /** The columns that nothing is taken from. */
  readonly unused: readonly string[];
}

const ATTRIBUTE = /^attribute:(.+)$/i;

/** Which column is which field: as mapped by hand, else by the column's name. */
export function mapColumns(
  kind: ImportKind,
  columns: readonly string[],
  { map = [], set = [] }: MappingOptions,
): Mapping {
  const taken = new Map<number, Field | null>();
  for (const entry of map) {
    const [column, name] = split(entry, '--map COLUMN=FIELD', entry.lastIndexOf('='));
    taken.set(placeOf(column, columns), name === '' ? null : fieldOf(kind, name));
  }
  const constants = set.map((entry) => {
    const [name, value] = split(entry, '--set FIELD=VALUE', entry.indexOf('='));
    return { field: fieldOf(kind, name), value };
  });
  const named = new Set(
    [...taken.values(), ...constants.map(({ field }) => field)].map((field) => field?.name),
  );
  for (const field of kind.fields) {
    const at = named.has(field.name) ? undefined : guessed(field, columns, taken);
    if (at !== undefined) taken.set(at, field);
  }
  if (kind.attributes) {
    columns.forEach((column, at) => {
      if (!taken.has(at) && ATTRIBUTE.test(column)) taken.set(at, fieldOf(kind, column));
    });
  }
  const fields = [...taken].flatMap(([at, field]) =>
    field ? [{ field, at, column: columns[at]! }] : [],
  );
  check(kind, fields, constants, columns);
  const open = columns.filter((_, at) => !taken.has(at));
  checkMisspelt(kind, open, [...fields, ...constants]);
  const unused = columns.filter((_, at) => !taken.get(at));
  return { fields, constants, unused };
}

function split(entry: string, form: string, at: number): [string, string] {
  if (at <= 0)
    throw new ImportError('FIELD_UNKNOWN', `"${shown(entry)}" is not of the form ${form}`);
  return [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
}

function placeOf(name: string, columns: readonly string[]): number {
  const same = (one: string) => keyOf(one) === keyOf(name);
  const exact = columns.flatMap((column, at) => (column === name ? [at] : []));
  const places = exact.length > 0 ? exact : columns.flatMap((one, at) => (same(one) ? [at] : []));
  if (places.length === 1) return places[0]!;
  if (places.length > 1) {
    const message = `The file has ${places.length} columns "${shown(name)}": rename all but one`;
    throw new ImportError('COLUMN_AMBIGUOUS', message);
  }
  throw new ImportError(
    'COLUMN_UNKNOWN',
    `The file has no column "${shown(name)}"; it has ${list(columns)}`,
  );
}

function fieldOf(kind: ImportKind, name: string): Field {
  const attribute = kind.attributes ? ATTRIBUTE.exec(name) : null;
  if (attribute) return { name: `attribute:${attribute[1]!.trim()}`, reads: 'text', columns: [] };
  const field = kind.fields.find((one) => keyOf(one.name) === keyOf(name));
  if (field) return field;
  const names = [
    ...kind.fields.map((one) => one.name),
    ...(kind.attributes ? ['attribute:NAME'] : []),
  ];
  const near = names.find((one) => distance(one.toLowerCase(), name.toLowerCase()) <= 2);
  const meant = near ? ` Did you mean ${near}?` : '';
  const message = `${kind.name} have no field "${shown(name)}"; they have ${names.join(', ')}.${meant}`;
  throw new ImportError('FIELD_UNKNOWN', message);
}

/** The column whose name means a field. Throws COLUMN_AMBIGUOUS where two do as well. */
function guessed(
  field: Field,
  columns: readonly string[],
  taken: ReadonlyMap<number, unknown>,
): number | undefined {
  for (const names of [[keyOf(field.name)], ...field.columns]) {
    const places = columns.flatMap((column, at) =>
      !taken.has(at) && names.includes(keyOf(column)) ? [at] : [],
    );
    if (places.length > 1) {
      const both = list(places.map((at) => columns[at]!));
      throw new ImportError(
        'COLUMN_AMBIGUOUS',
        `${both} could each be ${field.name}: say which (--map COLUMN=${field.name}), or leave one out (--map COLUMN=)`,
        { columns: places.map((at) => shown(columns[at]!)), importField: field.name },
      );
    }
    if (places.length === 1) return places[0];
  }
  return undefined;
}

function check(
  kind: ImportKind,
  fields: readonly MappedField[],
  constants: Mapping['constants'],
  columns: readonly string[],
): void {
  const names = [...fields, ...constants].map(({ field }) => field.name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new ImportError(
      'COLUMN_AMBIGUOUS',
      `${twice} is given more than once: map or set it once`,
    );
  }
  const missing = kind.fields.find((field) => field.required && !names.includes(field.name));
  if (!missing) return;
  throw new ImportError(
    'COLUMN_MISSING',
    `No column is ${missing.name}: map one (--map COLUMN=${missing.name}) or give one value for all rows (--set ${missing.name}=VALUE). The file has ${list(columns)}`,
    { importField: missing.name },
  );
}

const MOST_NAMED = 30;

function list(columns: readonly string[]): string {
  const named = columns.slice(0, MOST_NAMED).map((column) => `"${shown(column)}"`);
  return named.join(', ') + (columns.length > MOST_NAMED ? ', …' : '');
}
