import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { SourceFile } from './source-path';

export type Connection = DatabaseSyncInstance;

/** SQLite's limits for files of unknown origin. */
const LIMITS = { length: 32_000_000, attach: 0, triggerDepth: 100, functionArg: 127 };

/** Connects to an existing file, and adds the connection to `opened` before it reads anything. */
export function connect(file: SourceFile, mode: 'ro' | 'rw', opened: Connection[]): Connection {
  const url = `${pathToFileURL(path.join(file.folder, file.name)).href}?mode=${mode}`;
  const connection = new DatabaseSync(url, {
    ...{ readOnly: mode === 'ro', timeout: 0, limits: LIMITS, defensive: true },
    ...{ readBigInts: true, returnArrays: true, allowExtension: false },
    enableForeignKeyConstraints: false, // the default of SQLite, which the file's own program is likely to use
  });
  opened.push(connection);
  // Views and triggers of the file must not call functions with side effects outside it.
  connection.exec(
    'pragma trusted_schema = off; pragma cell_size_check = on; pragma temp_store = memory',
  );
  return connection;
}

/** Takes the lock of a transaction without loading the schema. So SQLite loads it under the lock, as checkSchema reads it. */
export function schemaVersion(connection: Connection): unknown {
  const [[version]] = connection.prepare('pragma main.schema_version').all() as [[bigint]];
  return version;
}
