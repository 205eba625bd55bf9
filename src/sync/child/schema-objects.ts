import { SyncError } from '../errors';
import type { Connection } from './sqlite-connection';
import { tagged, untagged, type Encoding, type ExternalValue } from './external-value';

// What the file's schema contains, read from sqlite_master, the one table that no object of the file can hide. Not from
// pragma table_list: it prepares a query of every view of the file, which hostile views make slow.

/** Table-valued functions. A table or view of the file with such a name would be read instead of the function. */
const FUNCTIONS = new Set([
  ...['json_each', 'json_tree', 'jsonb_each', 'jsonb_tree', 'generate_series', 'carray'],
  ...['dbstat', 'bytecode', 'tables_used', 'fts3tokenize', 'fsdir'],
]);

/** How SQLite stores the statement of an ordinary table. */
const ORDINARY = 'CREATE TABLE ';

/** As text, because SQLite also accepts a name that is stored as a blob. */
const OBJECTS = `select ${['type', 'name', `substr(sql, 1, ${ORDINARY.length})`]
  .map((value) => tagged(`cast(${value} as text)`))
  .join(', ')} from main.sqlite_master`;

/**
 * Checks that the file has a table of this name, an ordinary one unless `allowComputed`, and no object with the name of a
 * function. Throws SYNC_TABLE_UNKNOWN or SYNC_FILE_BROKEN.
 */
export function checkObjects(connection: Connection, table: string, allowComputed: boolean): void {
  const encoding = readEncoding(connection);
  let kind: string | undefined;
  for (const row of connection.prepare(OBJECTS).iterate() as Iterable<unknown[]>) {
    const [type, name, sql] = row.map((value) => nameOf(untagged(value, encoding)));
    if (name!.startsWith('pragma_') || FUNCTIONS.has(name!)) {
      const message = `The file has an object named ${name!.slice(0, 100)}, which is the name of a function of SQLite`;
      throw new SyncError('SYNC_FILE_BROKEN', message, { name: name!.slice(0, 100) });
    }
    if (name !== lower(table) || name.startsWith('sqlite_')) continue;
    if (type === 'view') kind = 'view';
    else if (type === 'table') kind = sql === lower(ORDINARY) ? 'table' : 'virtual';
  }
  const details = { table };
  if (kind === undefined) {
    throw new SyncError('SYNC_TABLE_UNKNOWN', `The file has no table ${table}`, details);
  }
  if (kind !== 'table' && !allowComputed) {
    const message = `${table} is a ${kind === 'view' ? kind : 'virtual table'}, which is read only with allowComputed`;
    throw new SyncError('SYNC_TABLE_UNKNOWN', message, { ...details, type: kind });
  }
}

/** The text encoding of the file. */
export function readEncoding(connection: Connection): Encoding {
  const [[encoding]] = connection.prepare('pragma encoding').all() as [[Encoding]];
  return encoding;
}

/** A name as SQLite reads it: up to a NUL, with A to Z and a to z equal. */
function nameOf(value: ExternalValue): string {
  if (typeof value === 'symbol') {
    throw new SyncError('SYNC_FILE_BROKEN', 'The name of a table is too long');
  }
  return typeof value === 'string' ? lower(value.split('\0', 1)[0]!) : '';
}

function lower(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
