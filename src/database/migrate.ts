import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { createDataSource } from './data-source';
import { listSql, readSql } from './sql-files';

/** What a migration run did. */
export interface MigrationReport {
  /** Names of the migrations that ran now. */
  readonly migrations: string[];
  /** Files of db/functions, db/triggers and db/documents whose content was new. */
  readonly files: string[];
  /** Files that an earlier version applied and this one has not; what they made is still there. */
  readonly removed: string[];
}

/** Words before triggers, triggers before entry points: each folder may use the ones before it. */
export const APPLIED_FOLDERS = ['db/functions', 'db/triggers', 'db/documents'];

// Any number will do, as long as every Bincard takes the same.
const MIGRATION_LOCK = 731_950_214;

/** The sha-256 of a file's text, as `inventory.applied_files` keeps it. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Brings a database to this version: roles, migrations, then each SQL file whose content changed.
 * Servers that start at once wait for each other; the later ones find nothing to do.
 */
export async function migrate(url: string): Promise<MigrationReport> {
  const client = new Client({ connectionString: url });
  // It idles while the migrations run beside it; a server that goes away then fails the next query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(readSql('db/bootstrap.sql'));
    const migrations = await runMigrations(url);
    await client.query('set role bincard_owner');
    return { migrations, ...(await applyFiles(client)) };
  } finally {
    await client.end();
  }
}

async function runMigrations(url: string): Promise<string[]> {
  const dataSource = createDataSource(url);
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

async function applyFiles(client: Client): Promise<Omit<MigrationReport, 'migrations'>> {
  const { rows } = await client.query<{ path: string; content_hash: string }>(
    'select path, content_hash from inventory.applied_files',
  );
  const applied = new Map(rows.map((row) => [row.path, row.content_hash]));
  const present = APPLIED_FOLDERS.flatMap(listSql);
  const removed = [...applied.keys()].filter((file) => !present.includes(file));
  const changed = present.filter((file) => applied.get(file) !== contentHash(readSql(file)));
  if (changed.length === 0) return { files: [], removed };
  await client.query('begin');
  try {
    for (const file of changed) {
      await applyFile(client, file);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return { files: changed, removed };
}

async function applyFile(client: Client, file: string): Promise<void> {
  try {
    await client.query(readSql(file));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
  await client.query(
    `insert into inventory.applied_files (path, content_hash) values ($1, $2)
     on conflict (path) do update set content_hash = excluded.content_hash, applied_at = now()`,
    [file, contentHash(readSql(file))],
  );
}
