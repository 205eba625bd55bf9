import { escapeLiteral } from 'pg';
import type { ColumnTypes } from '../database/columnar';
import { valuesOf, type Given, type Statement } from '../database/statement';
import { guardSql } from './csv';

// COPY takes no parameters, so the export's filters are written into its text, each as a quoted literal.

/** The rows of an export: the text of its query, and its columns with their types in PostgreSQL. */
export interface Source {
  readonly query: string;
  readonly columns: ColumnTypes;
}

/** The text of a statement with its parameters replaced by literals. */
export function withLiterals<Parameters>(
  statement: Statement<Parameters, unknown>,
  ...given: Given<Parameters>
): string {
  const values = valuesOf(statement, given);
  return statement.text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = values[Number(place) - 1];
    if (Array.isArray(value)) return escapeLiteral(`{${value.join(',')}}`); // of ids
    return typeof value === 'string' ? escapeLiteral(value) : 'null';
  });
}

/** Columns of words that are ours; other texts are what people wrote. */
const OUR_WORDS = new Set(['kind', 'status', 'document_type', 'action', 'entity', 'disposition']);

/**
 * Rows as CSV with a header line. What people wrote is quoted and guarded against formulas; NDJSON, Parquet and the API
 * give every text as it is.
 */
export function csvCopy({ query, columns }: Source): string {
  const written = Object.keys(columns).filter((name) => isWritten(name, columns[name]!));
  const cells = Object.entries(columns).map(([name, type]) => {
    const cell = plainCell(name, type, ['jsonb']);
    return `${written.includes(name) ? guardSql(cell) : cell} as "${name}"`;
  });
  const quoted = written.map((name) => `"${name}"`).join(', ');
  const quoting = quoted ? `, force_quote (${quoted})` : '';
  return `copy (select ${cells.join(', ')} from (${query}) x) to stdout (format csv, header true${quoting}, encoding 'UTF8')`;
}

/** Rows as one JSON object a line. Money is a text, as in the API. */
export function ndjsonCopy({ query, columns }: Source): string {
  const cells = Object.entries(columns).map(
    ([name, type]) => `${plainCell(name, type, ['numeric'])} as "${name}"`,
  );
  return asNdjson(`select ${cells.join(', ')} from (${query}) x`);
}

/** A query as one JSON object a line. */
export function asNdjson(query: string): string {
  // Delimiter and quote are bytes that JSON always escapes, so COPY changes nothing in a line.
  return `copy (select row_to_json(x)::text from (${query}) x) to stdout (format csv, delimiter E'\\x01', quote E'\\x02', encoding 'UTF8')`;
}

function isWritten(name: string, type: string): boolean {
  return type === 'jsonb' || (type === 'text' && !OUR_WORDS.has(name));
}

/** A column as an export prints it: times as the API does. */
function plainCell(name: string, type: string, asText: string[]): string {
  if (type === 'timestamp with time zone') return `inventory.utc_text(x."${name}")`;
  return asText.includes(type) ? `x."${name}"::text` : `x."${name}"`;
}
