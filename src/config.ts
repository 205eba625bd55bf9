import path from 'node:path';
import type { JwksOptions } from './auth/verifier';
import { DEFAULT_SETTINGS, type ServerSettings } from './server/settings';

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
  /** Whether the server also runs the worker's jobs. */
  readonly worker: boolean;
  /** When the worker scans what moved, and when everything: a crontab's five fields. */
  readonly scanCron: string;
  readonly fullScanCron: string;
  /** What the server allows and how long it waits. */
  readonly server: ServerSettings;
}

/** A setting that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {}

const DAY_MS = 86_400_000;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function text(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value ? value : undefined;
}

function integer(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  max: number,
  min = 1,
): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

function onOff(env: NodeJS.ProcessEnv, name: string, fallback = true): boolean {
  const value = text(env, name) ?? (fallback ? 'on' : 'off');
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

/** Keys come over a connection that nobody can alter, or from this machine. */
function jwks(env: NodeJS.ProcessEnv): JwksOptions | undefined {
  const url = text(env, 'JWT_JWKS_URL');
  const issuer = text(env, 'JWT_ISSUER');
  const audience = text(env, 'JWT_AUDIENCE');
  if (url === undefined) {
    if (issuer ?? audience) {
      throw new ConfigError('JWT_ISSUER and JWT_AUDIENCE are for tokens by JWT_JWKS_URL');
    }
    return undefined;
  }
  if (
    !/^(https:\/\/.|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(url) ||
    !URL.canParse(url)
  ) {
    throw new ConfigError('JWT_JWKS_URL must be an https:// URL');
  }
  if (issuer === undefined || audience === undefined) {
    throw new ConfigError('JWT_JWKS_URL needs JWT_ISSUER and JWT_AUDIENCE: whose tokens, for whom');
  }
  if (text(env, 'JWT_SECRET') !== undefined) {
    throw new ConfigError('JWT_SECRET and JWT_JWKS_URL exclude each other');
  }
  return { url, issuer, audience };
}

function origins(env: NodeJS.ProcessEnv, name: string): string[] {
  const listed = (text(env, name) ?? '').split(',').map((origin) => origin.trim());
  return listed.filter(Boolean).map((origin) => {
    if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
    throw new ConfigError(`${name} must list origins such as https://shop.example, by commas`);
  });
}

function serverSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const { maxDepth, maxAliases, maxDirectives, maxTokens, maxCost, ...rest } = DEFAULT_SETTINGS;
  const milliseconds = (name: string, fallback: number) =>
    integer(env, name, fallback, DAY_MS, 100);
  const documents = text(env, 'BINCARD_DOCUMENTS');
  return {
    maxDepth: integer(env, 'BINCARD_MAX_DEPTH', maxDepth, 100),
    maxAliases: integer(env, 'BINCARD_MAX_ALIASES', maxAliases, 10_000, 0),
    maxDirectives: integer(env, 'BINCARD_MAX_DIRECTIVES', maxDirectives, 10_000, 0),
    maxTokens: integer(env, 'BINCARD_MAX_TOKENS', maxTokens, 100_000),
    maxCost: integer(env, 'BINCARD_MAX_COST', maxCost, 1_000_000_000),
    bodyLimit: integer(env, 'BINCARD_BODY_LIMIT', rest.bodyLimit, 100 * 1024 * 1024, 1024),
    requestTimeoutMs: milliseconds('BINCARD_REQUEST_TIMEOUT_MS', rest.requestTimeoutMs),
    statementTimeoutMs: milliseconds('BINCARD_STATEMENT_TIMEOUT_MS', rest.statementTimeoutMs),
    exportTimeoutMs: milliseconds('BINCARD_EXPORT_TIMEOUT_MS', rest.exportTimeoutMs),
    maxExports: integer(env, 'BINCARD_MAX_EXPORTS', rest.maxExports, 100),
    rateLimit: integer(env, 'BINCARD_RATE_LIMIT', 30_000, 10_000_000, 0),
    maxWaiting: integer(env, 'BINCARD_MAX_WAITING', rest.maxWaiting, 100_000),
    corsOrigins: origins(env, 'BINCARD_CORS_ORIGINS'),
    trustProxy: onOff(env, 'BINCARD_TRUST_PROXY', false),
    documents: documents && path.resolve(documents),
    shutdownTimeoutMs: milliseconds('BINCARD_SHUTDOWN_TIMEOUT_MS', rest.shutdownTimeoutMs),
  };
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
    port: integer(env, 'PORT', 4000, 65535, 0),
    dataDir: path.resolve(text(env, 'BINCARD_DATA_DIR') ?? '.data'),
    jwtSecret,
    jwks: jwks(env),
    logLevel,
    production: env['NODE_ENV'] === 'production',
    poolSize: integer(env, 'BINCARD_POOL_SIZE', 10, 1000),
    namedStatements: onOff(env, 'BINCARD_NAMED_STATEMENTS'),
    feedIntervalMs: integer(env, 'BINCARD_FEED_INTERVAL_MS', 250, 60_000),
    worker: onOff(env, 'BINCARD_WORKER'),
    scanCron: cron(env, 'BINCARD_SCAN_CRON', '*/5 * * * *'),
    fullScanCron: cron(env, 'BINCARD_FULL_SCAN_CRON', '15 3 * * *'),
    server: serverSettings(env),
  };
}
