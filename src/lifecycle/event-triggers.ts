import type { Client } from 'pg';
import { schemaGuard, type SchemaGuardRow } from '../database/queries/schema-guard';
import { readSql } from '../database/sql-files';
import { runStatement } from '../database/statement';
import type { Queryable } from './rules';
import { contentHash, isCurrent, readApplied, whyNewer } from './schema-state';
import { DatabaseUnusable, SchemaNewer } from './wait';

/** What makes the event triggers that refuse DDL by hand. */
const FILE = 'db/event_triggers.sql';
const TRIGGERS = 4;

/** Which event triggers guard the schema, and whether the login may make them. */
export const readGuard = (database: Queryable): Promise<SchemaGuardRow> =>
  runStatement(database, schemaGuard);

/** Whether event triggers refuse this login every change of the schema. */
export async function isRefusedChanges(database: Queryable): Promise<boolean> {
  const { enabled, isSuperuser } = await readGuard(database);
  return enabled > 0 && !isSuperuser;
}

/**
 * True where event triggers refuse this login every change, and there is none to make; throws DatabaseUnusable where
 * there is. False where the login may migrate.
 */
export async function isGuardedAndCurrent(client: Client): Promise<boolean> {
  if (!(await isRefusedChanges(client))) return false;
  await client.query('begin; set local role bincard_owner');
  const applied = await readApplied(client);
  await client.query('commit');
  const newer = whyNewer(applied);
  if (newer !== undefined) throw new SchemaNewer(newer);
  if (isCurrent(applied)) return true;
  throw new DatabaseUnusable(
    'A superuser migrated this database, and its event triggers refuse changes of the schema by any other login: ' +
      "run bincard migrate with a superuser's login (or, to give them up, as a superuser: drop schema bincard_guard cascade)",
  );
}

/**
 * Makes the event triggers where the login is a superuser: after a change of the schema, so that what is new in it is
 * guarded too, and where they are not as this version has them.
 */
export async function guardSchema(client: Client, changed: boolean): Promise<void> {
  const { enabled, isSuperuser, version } = await readGuard(client);
  const own = contentHash(readSql(FILE));
  if (!isSuperuser || (!changed && enabled === TRIGGERS && version === own)) return;
  await client.query('begin');
  try {
    await client.query(readSql(FILE));
    await client.query(`comment on schema bincard_guard is '${own}'`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
