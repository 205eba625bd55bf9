import { SyncError } from '../errors';
import type { Connection } from './sqlite-connection';
import type { ExternalFile } from './external-file';
import { untagged, type Encoding, type ExternalValue } from './external-value';
import { checkObjects, readEncoding } from './schema-objects';
import { isSqliteError } from './sqlite-errors';

export interface ExternalColumn {
  readonly name: string;
  readonly type: string;
}

/** What the file's catalog says of a table. */
export interface TableSchema {
  readonly table: string;
  /** The columns to read. */
  readonly columns: ExternalColumn[];
  /** Names of generated columns, which are not read. */
  readonly generated: string[];
  readonly hasRowid: boolean;
  /** The text encoding of the file. */
  readonly encoding: Encoding;
}

/** The longest name, type or status that is used. */
export const MAX_NAME_LENGTH = 500;

/** Quotes an SQLite identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table of the file, never a temporary one or a common table expression of the same name. */
export function inMain(table: string): string {
  return `main.${quoted(table)}`;
}

/**
 * Finds a table by its name. Reading views, virtual tables and generated columns evaluates expressions of the file, so
 * they are left out unless `allowComputed`; also when the table is replaced later. Throws SYNC_TABLE_UNKNOWN.
 */
export function readSchema(
  file: ExternalFile,
  table: string,
  allowComputed: boolean,
): Promise<TableSchema> {
  file.guardSchema((connection) => checkObjects(connection, table, allowComputed));
  return file.read((connection) => {
    // A statement, because a view of the file can hide the function pragma_table_xinfo.
    const columns = connection.prepare(`pragma main.table_xinfo(${quoted(table)})`).all() as [
      ...[cid: bigint, name: string, type: string, notnull: bigint, dflt: unknown, pk: bigint],
      hidden: bigint,
    ][];
    // hidden: 1 for hidden columns of a virtual table, 2 and 3 for generated columns
    const found = columns
      .filter((column) => column[6] !== 1n)
      .map(([, name, type, , , , hidden]) => ({ name, type, hidden }));
    if (found.some(({ name }) => !isName(name))) {
      throw new SyncError('SYNC_FILE_BROKEN', 'The name of a column is not valid text');
    }
    const isRead = ({ hidden }: { hidden: bigint }) => allowComputed || hidden === 0n;
    return {
      table,
      columns: found
        .filter(isRead)
        .map(({ name, type }) => ({ name, type: type.slice(0, MAX_NAME_LENGTH) })),
      generated: found.filter((column) => !isRead(column)).map(({ name }) => name),
      hasRowid: hasRowid(connection, table),
      encoding: readEncoding(connection),
    };
  });
}

/** The name of a column with the table's upper and lower case (SQLite ignores it). Throws SYNC_COLUMN_UNKNOWN. */
export function columnName({ columns, generated }: TableSchema, name: string): string {
  const isNamed = (column: string) => column.toLowerCase() === name.toLowerCase();
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => isNamed(column.name));
  if (found) return found.name;
  const message = generated.some(isNamed)
    ? `The column ${name} is generated, and read only with allowComputed`
    : `The table has no column ${name}`;
  throw new SyncError('SYNC_COLUMN_UNKNOWN', message, { column: name });
}

/** Rows of a statement that returns tagged values. */
export function readAll(
  connection: Connection,
  encoding: Encoding,
  sql: string,
  parameters: unknown[],
): ExternalValue[][] {
  const rows = connection.prepare(sql).all(...parameters) as unknown[][];
  return rows.map((row) => row.map((value) => untagged(value, encoding)));
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && !name.includes('\ufffd') && name.length <= MAX_NAME_LENGTH;
}

/** Views and tables WITHOUT ROWID have no rowid. No pragma shows that, so this prepares a statement that reads it. */
function hasRowid(connection: Connection, table: string): boolean {
  try {
    connection.prepare(`select rowid from ${inMain(table)} limit 0`);
    return true;
  } catch (error) {
    if (isSqliteError(error, 'ERROR')) return false;
    throw error;
  }
}
