import path from 'node:path';

/** Every setting of Bincard, checked. This file is the only reader of process.env. */
export interface Config {
  /** The owner's login on an existing PostgreSQL; undefined means the embedded server. */
  readonly databaseUrl: string | undefined;
  readonly testDatabaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Holds the embedded server's files and the kept secrets. Absolute. */
  readonly dataDir: string;
  readonly jwtSecret: string | undefined;
  readonly logLevel: string;
  readonly production: boolean;
  /** Connections of the server's pool. */
  readonly poolSize: number;
  /** Off for PgBouncer before 1.21, which has no named prepared statements. */
  readonly namedStatements: boolean;
  /** How often the ledger's end is looked at while somebody subscribes, in milliseconds. */
  readonly feedIntervalMs: number;
  /** Whether the server also runs the worker's jobs. */
  readonly worker: boolean;
  /** When the worker scans what moved, and when everything: a crontab's five fields. */
  readonly scanCron: string;
  readonly fullScanCron: string;
}

/** A setting that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function text(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value ? value : undefined;
}

function integer(env: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < (name === 'PORT' ? 0 : 1) || number > max) {
    throw new ConfigError(`${name} must be a whole number up to ${max}, not "${value}"`);
  }
  return number;
}

function onOff(env: NodeJS.ProcessEnv, name: string): boolean {
  const value = text(env, name) ?? 'on';
  if (value !== 'on' && value !== 'off') throw new ConfigError(`${name} must be on or off`);
  return value === 'on';
}

function cron(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  const value = text(env, name) ?? fallback;
  if (!/^([\d*/,-]+\s+){4}[\d*/,-]+$/.test(value)) {
    throw new ConfigError(`${name} must be the five fields of a crontab, such as "${fallback}"`);
  }
  return value;
}

function databaseUrl(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = text(env, name);
  if (value !== undefined && !/^postgres(ql)?:\/\//.test(value)) {
    throw new ConfigError(`${name} must be a postgres:// URL`);
  }
  return value;
}

/** Reads and checks the settings; throws ConfigError naming the first that is wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const logLevel = text(env, 'LOG_LEVEL') ?? 'warn';
  if (!LOG_LEVELS.includes(logLevel)) {
    throw new ConfigError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
  }
  const jwtSecret = text(env, 'JWT_SECRET');
  if (jwtSecret !== undefined && Buffer.byteLength(jwtSecret) < 32) {
    throw new ConfigError('JWT_SECRET must be at least 32 bytes long');
  }
  return {
    databaseUrl: databaseUrl(env, 'DATABASE_URL'),
    testDatabaseUrl: databaseUrl(env, 'TEST_DATABASE_URL'),
    host: text(env, 'HOST') ?? '127.0.0.1',
    port: integer(env, 'PORT', 4000, 65535),
    dataDir: path.resolve(text(env, 'BINCARD_DATA_DIR') ?? '.data'),
    jwtSecret,
    logLevel,
    production: env['NODE_ENV'] === 'production',
    poolSize: integer(env, 'BINCARD_POOL_SIZE', 10, 1000),
    namedStatements: onOff(env, 'BINCARD_NAMED_STATEMENTS'),
    feedIntervalMs: integer(env, 'BINCARD_FEED_INTERVAL_MS', 250, 60_000),
    worker: onOff(env, 'BINCARD_WORKER'),
    scanCron: cron(env, 'BINCARD_SCAN_CRON', '*/5 * * * *'),
    fullScanCron: cron(env, 'BINCARD_FULL_SCAN_CRON', '15 3 * * *'),
  };
}
