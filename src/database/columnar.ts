import { types } from 'pg';
import { zipOf } from './zip';

/** A statement's columns with their types in PostgreSQL. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** Types that JSON gives as node-postgres does; a date's JSON is its text. */
const SAME_IN_JSON = new Set(['uuid', 'text', 'boolean', 'smallint', 'integer', 'bigint', 'date']);

/** Parsers of node-postgres for types that are read as texts. What has none is its text. */
const OIDS: Record<string, number> = {
  ...{ jsonb: 3802, timestamptz: 1184, 'timestamp with time zone': 1184, bytea: 17 },
  ...{ 'text[]': 1009, 'uuid[]': 2951, 'double precision': 701 },
};

/**
 * The columns of `relation` as one JSON array of arrays: an aggregate of plain values costs PostgreSQL a fraction of
 * one that builds an object of each row, and node-postgres reads one text instead of a message and a dozen values for
 * each row.
 */
export function asColumns(relation: string, names: readonly string[], known: ColumnTypes): string {
  const arrays = names.map((name) => {
    const cast = SAME_IN_JSON.has(known[name]!) ? '' : '::text';
    return `json_agg(x."${name}"${cast})`;
  });
  return `(select json_build_array(${arrays.join(', ')})::text from ${relation} x)`;
}

/** The rows that `asColumns` gave, with the values that node-postgres would have given. */
export function rowsOf<Row extends object>(
  text: string,
  names: readonly string[],
  known: ColumnTypes,
): Row[] {
  const arrays = arraysOf(text, names, known);
  const count = arrays[0]?.length ?? 0;
  if (count === 0) return [];
  const columns = names.map((name, place) => {
    const values = arrays[place]!;
    const oid = OIDS[known[name]!];
    if (oid === undefined) return values;
    const parse = types.getTypeParser(oid) as Parse;
    return values.map((value) => (value === null ? null : parse(value as string)));
  });
  return zipOf(names)(columns, count) as Row[];
}

type Parse = (text: string) => unknown;

const STRING_OR_LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d{16,}/g;

/** As the parser of src/database/pool.ts: a bigint that a number would round stays a text. */
function arraysOf(
  text: string,
  names: readonly string[],
  known: ColumnTypes,
): (unknown[] | null)[] {
  const arrays = JSON.parse(text) as (unknown[] | null)[];
  const isRounded = (value: unknown) => value !== null && !Number.isSafeInteger(value);
  const exact = names.every(
    (name, place) => known[name] !== 'bigint' || !arrays[place]?.some(isRounded),
  );
  if (exact) return arrays;
  const quoted = text.replace(STRING_OR_LONG_NUMBER, (found) =>
    found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
  );
  return JSON.parse(quoted) as (unknown[] | null)[];
}
