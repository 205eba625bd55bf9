import type { Config } from '../config';
import { openEmbeddedServer } from '../postgres/embedded-server';
import type { OnStep } from '../lifecycle/apply-files';
import type { MigrationReport } from '../lifecycle/migrate';
import { reachedUrl } from '../database/advisory-lock';
import { createPool } from '../database/pool';
import { writeTenant } from '../database/distributed/tenants';
import { readTenantCodes } from '../database/tenant-codes';
import { isMigrated, requireCurrent } from '../lifecycle/require-current';
import { asUnusable, whenItAnswers } from '../lifecycle/wait';
import { CommandError } from './command-error';
import { embeddedFailure } from './failure';
import { closeOpening, onSignals } from './signals';

/** The database that `npm start` would use, for as long as a command needs it. */
export interface OpenDatabase {
  readonly url: string;
  /** The same past a pooler, for what needs a session of its own. */
  readonly direct: string;
  close(): Promise<void>;
}

/**
 * DATABASE_URL, or the embedded server of the data folder: joined when it runs, started when not. `signal` ends waiting
 * for another process that starts or stops it.
 */
export async function openDatabase(config: Config, signal?: AbortSignal): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const url = config.databaseUrl;
    return { url, direct: config.directUrl ?? url, close: () => Promise.resolve() };
  }
  // Room for the server's pool and for commands beside it.
  const connections = Math.max(200, config.poolSize + 100);
  const flags = [`max_connections=${connections}`];
  const server = await openEmbeddedServer(config.dataDir, flags, signal).catch((error: unknown) => {
    throw embeddedFailure(config.dataDir, error);
  });
  return { url: server.url, direct: server.url, close: () => server.stop() };
}

/**
 * Opens the database past a pooler, runs `work`, and closes what was opened, also when Ctrl-C ends it. `interrupts`: Ctrl-C
 * is for the program that `work` runs, and ends nothing here.
 */
export async function useDatabase<Result>(
  config: Config,
  work: (url: string) => Promise<Result>,
  interrupts = false,
): Promise<Result> {
  const interrupted = new AbortController();
  const opening = openDatabase(config, interrupted.signal);
  const close = () => {
    interrupted.abort();
    return closeOpening(opening);
  };
  const removeHandlers = onSignals(close, interrupts);
  try {
    const { direct } = await opening;
    return await work(direct).catch((error: unknown) => {
      throw asUnusable(direct, error);
    });
  } catch (error) {
    // Then the handler ends the process, with the number of the signal.
    if (interrupted.signal.aborted) return new Promise(() => undefined);
    throw error;
  } finally {
    await closeOpening(opening);
    removeHandlers();
  }
}

/** As useDatabase, after bringing the database to this version. */
export function withDatabase<Result>(
  config: Config,
  work: (url: string) => Promise<Result>,
  interrupts = false,
): Promise<Result> {
  const migrated = async (url: string) => {
    if (!(await isMigrated(url))) await migrate(url);
    return work(await reachedUrl(url));
  };
  return useDatabase(config, migrated, interrupts);
}

/** Migrates once the database answers: for processes that are started together with it. */
export function migratePatiently(
  config: Config,
  url: string,
  onStep?: OnStep,
): Promise<MigrationReport> {
  const patience = { limitMs: config.databaseWaitMs, say };
  return whenItAnswers(url, patience, () => migrate(url, onStep));
}

/** Loads TypeORM, which no command needs on a database that is of this version. */
async function migrate(url: string, onStep?: OnStep): Promise<MigrationReport> {
  const migrations = await import('../lifecycle/migrate.js');
  return migrations.migrate(url, say, onStep);
}

/** Migrates before a server starts, or checks that the schema is of this version. */
export async function prepareSchema(config: Config, url: string): Promise<void> {
  if (config.migrate) await migratePatiently(config, url);
  else {
    const patience = { limitMs: config.databaseWaitMs, say };
    await whenItAnswers(url, patience, () => requireCurrent(url));
  }
}

function say(line: string): void {
  console.error(`bincard: ${line}`);
}

/** The id of a tenant by its code; a CommandError when there is none. */
export async function findTenant(url: string, code: string): Promise<string> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    const { rows } = await pool.query<{ id: string }>(
      'select id from inventory.tenants where code = inventory.code_key($1)',
      [code],
    );
    if (rows[0]) return rows[0].id;
    throw new CommandError(noTenant(code, await readTenantCodes(url)));
  } finally {
    await pool.end();
  }
}

function noTenant(code: string, codes: readonly string[]): string {
  const [missing, make] = [`There is no tenant "${code}"`, `bincard tenant create ${code}`];
  if (codes.length === 0) {
    const demo = code === 'demo' ? ', or load the demo with bincard start --demo' : '';
    return `${missing}; create it with ${make}${demo}`;
  }
  const shown = codes.length > SHOWN_TENANTS ? [...codes.slice(0, SHOWN_TENANTS), '...'] : codes;
  return `${missing}; there ${codes.length > 1 ? 'are' : 'is'} ${shown.join(', ')}. Name one with --tenant or in BINCARD_TENANT, or create it with ${make}`;
}

/** How many tenants a message names. */
const SHOWN_TENANTS = 10;

/** Creates a tenant and returns its id. */
export async function createTenant(
  url: string,
  code: string,
  name: string,
  timeZone: string,
): Promise<string> {
  const pool = createPool(url, 'bincard_owner', { max: 1 });
  try {
    return await writeTenant(pool, { code, name, timeZone });
  } finally {
    await pool.end();
  }
}
