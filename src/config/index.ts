import path from 'node:path';
import { jwks, type JwksOptions } from './jwks';
import { serverSettings } from './server';
import { ConfigError, cron, databaseUrl, DAY_MS, integer, onOff, text } from './values';
import type { ServerSettings } from './server-settings';

export { ConfigError } from './values';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Every setting of Bincard, checked. This file is the only reader of process.env. */
export interface Config {
  /** The owner's login on an existing PostgreSQL; undefined means the embedded server. */
  readonly databaseUrl: string | undefined;
  readonly testDatabaseUrl: string | undefined;
  /** How long start, worker and migrate wait for a database that does not answer; 0: not at all. */
  readonly databaseWaitMs: number;
  readonly host: string;
  readonly port: number;
  /** Holds the embedded server's files and the kept secrets. Absolute. */
  readonly dataDir: string;
  readonly jwtSecret: string | undefined;
  /** Where the keys of another issuer's tokens are; undefined: tokens are signed with the secret. */
  readonly jwks: JwksOptions | undefined;
  readonly logLevel: string;
  readonly production: boolean;
  /** Connections of the server's pool. */
  readonly poolSize: number;
  /** Off for PgBouncer before 1.21, which has no named prepared statements. */
  readonly namedStatements: boolean;
  /** How often the ledger's end is looked at while somebody subscribes, in milliseconds. */
  readonly feedIntervalMs: number;
  /** Whether start brings the database to this version; off for a login that may only become bincard_app. */
  readonly migrate: boolean;
  /** Whether the server also runs the worker's jobs. */
  readonly worker: boolean;
  /** When the worker scans what moved, and when everything: a crontab's five fields. */
  readonly scanCron: string;
  readonly fullScanCron: string;
  /** Holds a folder of SQLite files for each tenant, by its code. Absolute. */
  readonly syncDir: string;
  /** What the server allows and how long it waits. */
  readonly server: ServerSettings;
}

/**
 * Reads and checks the settings; throws ConfigError naming the first that is wrong. Whoever looks at a `terminal` is
 * spared a line for each request; a file, a container or a supervisor is given it.
 */
export function loadConfig(
  env: NodeJS.ProcessEnv = process.env,
  terminal: boolean = process.stderr.isTTY,
): Config {
  const production = env['NODE_ENV'] === 'production';
  const logLevel = text(env, 'LOG_LEVEL') ?? (terminal && !production ? 'warn' : 'info');
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new ConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  }
  const dataDir = path.resolve(text(env, 'BINCARD_DATA_DIR') ?? '.data');
  const jwtSecret = text(env, 'JWT_SECRET');
  if (jwtSecret !== undefined && Buffer.byteLength(jwtSecret) < 32) {
    throw new ConfigError('JWT_SECRET must be at least 32 bytes long');
  }
  const migrate = onOff(env, 'BINCARD_MIGRATE');
  const worker = onOff(env, 'BINCARD_WORKER', migrate);
  if (worker && !migrate) {
    throw new ConfigError(
      'BINCARD_MIGRATE=off needs BINCARD_WORKER=off: the worker has more rights',
    );
  }
  return {
    databaseUrl: databaseUrl(env, 'DATABASE_URL'),
    testDatabaseUrl: databaseUrl(env, 'TEST_DATABASE_URL'),
    databaseWaitMs: integer(env, 'BINCARD_DATABASE_WAIT_MS', 60_000, DAY_MS, 0),
    host: text(env, 'HOST') ?? '127.0.0.1',
    port: integer(env, 'PORT', 4000, 65535, 0),
    dataDir,
    jwtSecret,
    jwks: jwks(env),
    logLevel,
    production,
    poolSize: integer(env, 'BINCARD_POOL_SIZE', 10, 1000),
    namedStatements: onOff(env, 'BINCARD_NAMED_STATEMENTS'),
    feedIntervalMs: integer(env, 'BINCARD_FEED_INTERVAL_MS', 250, 60_000),
    migrate,
    worker,
    scanCron: cron(env, 'BINCARD_SCAN_CRON', '*/5 * * * *'),
    syncDir: path.resolve(text(env, 'BINCARD_SYNC_DIR') ?? path.join(dataDir, 'sync')),
    fullScanCron: cron(env, 'BINCARD_FULL_SCAN_CRON', '15 3 * * *'),
    server: serverSettings(env),
  };
}
