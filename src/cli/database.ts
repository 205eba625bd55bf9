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

/** The database that `npm start` would use, for as long as a command needs it. */
export interface OpenDatabase {
  readonly url: string;
  /** The same past a pooler, for what needs a session of its own. */
  readonly direct: string;
  close(): Promise<void>;
}

/** DATABASE_URL, or the embedded server of the data folder: joined when it runs, started when not. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) {
    const url = config.databaseUrl;
    return { url, direct: config.directUrl ?? url, close: () => Promise.resolve() };
  }
  // Room for the server's pool and for commands beside it.
  const connections = Math.max(200, config.poolSize + 100);
  const server = await openEmbeddedServer(config.dataDir, [`max_connections=${connections}`]).catch(
    (error: unknown) => {
      throw embeddedFailure(config.dataDir, error);
    },
  );
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
  const opening = openDatabase(config);
  const removeHandlers = onSignals(async () => (await opening).close(), interrupts);
  try {
    const { direct } = await opening;
    return await work(direct).catch((error: unknown) => {
      throw asUnusable(direct, error);
    });
  } finally {
    await (await opening).close();
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

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Ends the process on a signal once `clean` is done, so that no server is left running. */
function onSignals(clean: () => Promise<void>, interrupts: boolean): () => void {
  const handlers = Object.entries(SIGNALS).map(([signal, number]) => {
    const handler = () => {
      if (interrupts && signal === 'SIGINT') return;
      clean().then(
        () => process.exit(128 + number),
        () => process.exit(2),
      );
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((remove) => remove());
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
