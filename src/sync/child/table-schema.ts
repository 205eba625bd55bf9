import { SyncError } from '../errors';
import type { Connection, ExternalFile } from './external-file';
import { tagged, untagged, type Encoding, type ExternalValue } from './external-value';
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

/** Excludes SQLite's built-in tables, which would reveal facts about this machine. */
const TABLES = `select type, ${tagged('name')} from pragma_table_list where schema = 'main' and name = ? collate nocase
  and name not like 'sqlite\\_%' escape '\\'`;
/** hidden: 1 for hidden columns of a virtual table, 2 and 3 for generated columns. */
const COLUMNS = `select ${tagged('name')}, ${tagged('type')}, hidden from pragma_table_xinfo(?) where hidden <> 1 order by cid`;

/** Quotes an SQLite identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Finds a table by its name. Reading views, virtual tables and generated columns evaluates expressions of the file, so
 * they are left out unless `allowComputed`. Throws SYNC_TABLE_UNKNOWN.
 */
export function readSchema(
  file: ExternalFile,
  table: string,
  allowComputed: boolean,
): Promise<TableSchema> {
  return file.read((connection) => {
    const [[encoding]] = connection.prepare('select encoding from pragma_encoding').all() as [
      [Encoding],
    ];
    const all = (sql: string) => readAll(connection, encoding, sql, [table]);
    const [found] = all(TABLES) as [string, string][];
    const details = { table };
    if (!found) {
      throw new SyncError('SYNC_TABLE_UNKNOWN', `The file has no table ${table}`, details);
    }
    if (found[0] !== 'table' && !allowComputed) {
      const kind = found[0] === 'view' ? 'view' : `${found[0]} table`;
      const message = `${table} is a ${kind}, which is read only with allowComputed`;
      throw new SyncError('SYNC_TABLE_UNKNOWN', message, { ...details, type: found[0] });
    }
    const columns = all(COLUMNS) as [string, string, bigint][];
    if (columns.some(([column]) => !isName(column))) {
      throw new SyncError('SYNC_FILE_BROKEN', 'The name of a column is not valid text');
    }
    const isRead = (hidden: bigint) => allowComputed || hidden === 0n;
    return {
      table,
      columns: columns
        .filter(([, , hidden]) => isRead(hidden))
        .map(([name, type]) => ({ name, type: type.slice(0, MAX_NAME_LENGTH) })),
      generated: columns.filter(([, , hidden]) => !isRead(hidden)).map(([name]) => name),
      hasRowid: hasRowid(connection, table),
      encoding,
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
    connection.prepare(`select rowid from ${quoted(table)} limit 0`);
    return true;
  } catch (error) {
    if (isSqliteError(error, 'ERROR')) return false;
    throw error;
  }
}
