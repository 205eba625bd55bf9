import { escapeLiteral } from 'pg';
import { readSql } from '../database/sql-files';

/** What a spreadsheet takes for the beginning of a formula, East Asian widths included. */
const FORMULA = [...'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20']
  .map((begin) => escapeLiteral(begin))
  .join(', ');

// COPY takes no parameters, so the export's filters are written into its text, each as a quoted literal.

/** The text of db/queries/<name>.sql with `$1` ... replaced by literals. */
export function withLiterals(name: string, values: (string | null)[]): string {
  const text = readSql(`db/queries/${name}.sql`).replace(/^--.*$/gm, '');
  return text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = values[Number(place) - 1];
    return value === null || value === undefined ? 'null' : escapeLiteral(value);
  });
}

/**
 * A query as CSV with a header line. `columns` are its columns in their order; a `*` marks those whose text somebody
 * wrote. CSV is opened by spreadsheets, which take a cell that begins with one of these for a formula and run it: such a
 * text gets an apostrophe in front, as a person would write it there. NDJSON and the API tell it exactly.
 */
export function asCsv(query: string, columns: string): string {
  const cells = columns.split(/\s+/).map((name) => {
    const cell = `x.${name.replace('*', '')}`;
    if (!name.startsWith('*')) return cell;
    return `case when left(${cell}, 1) in (${FORMULA}) then '''' || ${cell} else ${cell} end as ${name.slice(1)}`;
  });
  return `copy (select ${cells.join(', ')} from (${query}) x) to stdout (format csv, header true, encoding 'UTF8')`;
}

/** A query as one JSON object a line. */
export function asNdjson(query: string): string {
  // Quote and delimiter are bytes that JSON never holds unescaped, so a line comes out as it is.
  return `copy (select row_to_json(x)::text from (${query}) x) to stdout (format csv, delimiter E'\\x01', quote E'\\x02', encoding 'UTF8')`;
}
