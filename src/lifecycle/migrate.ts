import type { Client } from 'pg';
import { connect, reachedUrl, withLock } from '../database/advisory-lock';
import { createDataSource } from '../database/data-source';
import { guardSchema, isGuardedAndCurrent } from './event-triggers';
import { requireIsolation } from './isolation';
import { withoutRights } from './missing-rights';
import { requireOwnSession } from './own-session';
import { applyFiles, type OnStep } from './apply-files';
import { readApplied, whyNewer } from './schema-state';
import { readSql } from '../database/sql-files';
import { SchemaNewer } from './wait';

/** The result of a migration run. */
export interface MigrationReport {
  /** Names of the migrations that ran now. */
  readonly migrations: string[];
  /** The files applied: from the first of db/order.txt whose content is new, or all of them after a migration. */
  readonly files: string[];
  /** Files that an earlier version applied and this one does not have; what they created is still there. */
  readonly removed: string[];
}

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
