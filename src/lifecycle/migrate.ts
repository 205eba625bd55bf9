import type { Client } from 'pg';
import { connect, reachedUrl, withLock } from '../database/advisory-lock';
import { createDataSource } from '../database/data-source';
import { guardSchema, isGuardedAndCurrent } from './event-triggers';
import { requireIsolation } from './isolation';
import { withoutRights } from './missing-rights';
import { notApplied } from './other-tables';
import { requireOwnSession } from './own-session';
import { contentHash, ownFiles, readApplied, whyNewer } from './schema-state';
import { readSql } from '../database/sql-files';
import { VERSION } from './version';
import { SchemaNewer } from './wait';

/** Run before and after the files of db/order.txt: who owns the functions. The second is the last file of the order. */
const BEFORE_FILES = 'db/functions_to_owner.sql';
const AFTER_FILES = 'db/functions_to_ledger.sql';

/** The result of a migration run. */
export interface MigrationReport {
  /** Names of the migrations that ran now. */
  readonly migrations: string[];
  /** The files applied: from the first of db/order.txt whose content is new, or all of them after a migration. */
  readonly files: string[];
  /** Files that an earlier version applied and this one does not have; what they created is still there. */
  readonly removed: string[];
}

/** Told of each step that is about to run: a migration as a whole, or a file, as far as the number of files is known. */
export type OnStep = (name: string, done: number, total?: number) => void;

/**
 * Brings a database to this version: roles, migrations, then the SQL files from the first that changed.
 * Servers that start at the same time wait for each other (`say` reports it); the later ones find nothing to do.
 * Throws SchemaNewer before it changes anything that a later version has applied.
 */
export function migrate(
  url: string,
  say: (line: string) => void = () => {},
  onStep: OnStep = () => {},
): Promise<MigrationReport> {
  const waiting = () => say('Waiting for another Bincard to migrate');
  return withLock(url, 'migration', () => bringUp(url, say, onStep), waiting);
}

async function bringUp(
  url: string,
  say: (line: string) => void,
  onStep: OnStep,
): Promise<MigrationReport> {
  const client = await connect(url);
  client.on('notice', ({ severity, message }) => {
    if (severity === 'WARNING' && message) say(message);
  });
  try {
    const report = (await isGuardedAndCurrent(client))
      ? { migrations: [], files: [], removed: [] }
      : await apply(client, url, onStep).catch(withoutRights);
    await requireIsolation(url);
    return report;
  } finally {
    await client.end();
  }
}

async function apply(client: Client, url: string, onStep: OnStep): Promise<MigrationReport> {
  await requireOwnSession(url, 'Migrating needs');
  await client.query(readSql('db/bootstrap.sql'));
  await client.query(readSql('db/database_privileges.sql'));
  await refuseNewer(client);
  onStep('migrations', 0);
  const migrations = await runMigrations(url);
  await client.query('set role bincard_owner');
  const report = { migrations, ...(await applyFiles(client, migrations.length > 0, onStep)) };
  await client.query('set role none'); // the login itself, also where another role is its default
  await guardSchema(client, report.files.length > 0);
  return report;
}

async function refuseNewer(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('inventory.applied_files') is not null as there`,
  );
  if (!rows[0]!.there) return;
  await client.query('set role bincard_owner');
  const reason = whyNewer(await readApplied(client));
  await client.query('reset role');
  if (reason !== undefined) throw new SchemaNewer(reason);
}

async function runMigrations(url: string): Promise<string[]> {
  const dataSource = createDataSource(await reachedUrl(url));
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

async function applyFiles(
  client: Client,
  migrated: boolean,
  onStep: OnStep,
): Promise<Omit<MigrationReport, 'migrations'>> {
  const present = ownFiles();
  const applied = await keepRenamed(client, present);
  const removed = [...applied.keys()].filter((file) => !present.has(file));
  const order = [...present.keys()];
  const first = order.findIndex((file) => applied.get(file) !== present.get(file));
  if (first === -1 && !migrated) return { files: [], removed };
  // And those after it: they call what it creates, and list the columns that a migration adds.
  const due = migrated ? order : order.slice(first);
  await client.query('begin');
  try {
    await asLogin(client, BEFORE_FILES);
    for (const [at, file] of due.entries()) {
      onStep(file, at, due.length);
      await applyFile(client, file);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
  return { files: due, removed };
}

/** The hash of each applied file by its path; a file that was only renamed is recorded under its new path. */
async function keepRenamed(
  client: Client,
  present: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const { files } = await readApplied(client);
  const applied = new Map(files.map(({ path, hash }) => [path, hash]));
  for (const { path: before, hash } of files.filter(({ path }) => !present.has(path))) {
    const now = [...present.keys()].find(
      (file) => !applied.has(file) && present.get(file) === hash,
    );
    if (now === undefined) continue;
    await client.query('update inventory.applied_files set path = $2 where path = $1', [
      before,
      now,
    ]);
    applied.delete(before);
    applied.set(now, hash);
  }
  return applied;
}

/** Runs a file as the login itself, which may give functions to the ledger's role; the owner may not. */
async function asLogin(client: Client, file: string): Promise<void> {
  await client.query('set local role none');
  await client.query(readSql(file));
  await client.query('set local role bincard_owner');
}

async function applyFile(client: Client, file: string): Promise<void> {
  try {
    if (file === AFTER_FILES) await asLogin(client, file);
    else await client.query(readSql(file));
  } catch (error) {
    throw notApplied(file, error);
  }
  await client.query(
    `insert into inventory.applied_files (path, content_hash, applied_by) values ($1, $2, $3)
     on conflict (path) do update set
       content_hash = excluded.content_hash, applied_by = excluded.applied_by, applied_at = now()`,
    [file, contentHash(readSql(file)), VERSION],
  );
}
