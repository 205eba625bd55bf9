import { escapeLiteral } from 'pg';
import { valuesOf, type Given, type Statement } from '../database/statement';
import { guardSql } from './csv';

// COPY takes no parameters, so the export's filters are written into its text, each as a quoted literal.

/** The text of a statement with its parameters replaced by literals. */
export function withLiterals<Parameters>(
  statement: Statement<Parameters, unknown>,
  ...given: Given<Parameters>
): string {
  const values = valuesOf(statement, given);
  return statement.text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = values[Number(place) - 1];
    return typeof value === 'string' ? escapeLiteral(value) : 'null';
  });
}

/**
 * A query as CSV with a header line. `columns` are its columns in their order; a `*` marks free text, which is quoted
 * and guarded against formulas. NDJSON and the API give every text as it is.
 */
export function asCsv(query: string, columns: string): string {
  const texts: string[] = [];
  const cells = columns.split(/\s+/).map((column) => {
    if (!column.startsWith('*')) return `x.${column}`;
    const name = column.slice(1);
    texts.push(name);
    return `${guardSql(`x.${name}`)} as ${name}`;
  });
  return `copy (select ${cells.join(', ')} from (${query}) x) to stdout (format csv, header true, force_quote (${texts.join(', ')}), encoding 'UTF8')`;
}

/** A query as one JSON object a line. */
export function asNdjson(query: string): string {
  // Delimiter and quote are bytes that JSON always escapes, so COPY changes nothing in a line.
  return `copy (select row_to_json(x)::text from (${query}) x) to stdout (format csv, delimiter E'\\x01', quote E'\\x02', encoding 'UTF8')`;
}
