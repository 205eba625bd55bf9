import {
  anyText,
  cron,
  folder,
  longerThan,
  milliseconds,
  oneOf,
  onOff,
  origins,
  trustedUrl,
  whole,
} from './checks';
import { API } from './api-settings';
import { COMMAND_LINE } from './command-line-settings';
import { DATABASE } from './database-settings';
import { PEOPLE, PROVIDER } from './people-settings';
import { PAGES } from './page-settings';
import { optional, setting, type Settings, type Values } from './setting';

export { API, COMMAND_LINE, DATABASE, PEOPLE, PROVIDER };

// Every setting, once: for the environment, docs/configuration.md and the defaults of a server that a program starts.

export const HTTP = {
  host: setting('HOST', anyText, '127.0.0.1', 'The address to listen at.'),
  port: setting('PORT', whole(0, 65_535), 4000, 'The port to listen at; 0 picks a free one.'),
  publicUrl: optional(
    'BINCARD_PUBLIC_URL',
    trustedUrl,
    'the address that it listens at',
    'Where browsers find the server, such as `https://stock.example`. It is needed behind a proxy that adds TLS: links lead there, and the cookie of a session is accepted from its pages alone.',
  ),
  nodeEnv: optional(
    'NODE_ENV',
    anyText,
    'development',
    '`production` loads no demo, not with `--demo` either, and turns off introspection, GraphiQL and stack traces.',
  ),
  logLevel: optional(
    'LOG_LEVEL',
    oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    '`warn` on a terminal, else `info`',
    'What is logged to standard error, as JSON lines; at `info` each request is a line.',
  ),
  ...PAGES,
  feedIntervalMs: setting(
    'BINCARD_FEED_INTERVAL_MS',
    whole(1, 60_000, 'ms'),
    250,
    'How often the server looks for new movements while a client subscribes.',
  ),
};

export const TOKENS = {
  jwtSecret: {
    ...optional(
      'JWT_SECRET',
      longerThan(32),
      'generated, and kept in the data folder',
      'The secret that signs access tokens.',
    ),
    secret: true,
  },
  jwksUrl: optional(
    'JWT_JWKS_URL',
    trustedUrl,
    'none',
    'The public keys of an identity provider (RS256, ES256, EdDSA) whose tokens are accepted instead of those signed with `JWT_SECRET`; they carry the claims `tenant`, `role` and `sub`.',
  ),
  jwtIssuer: optional('JWT_ISSUER', anyText, 'none', 'The issuer that those tokens must name.'),
  jwtAudience: optional(
    'JWT_AUDIENCE',
    anyText,
    'none',
    'The audience that those tokens must name.',
  ),
};

export const PROOFS = {
  signingSecret: {
    ...optional(
      'BINCARD_SIGNING_SECRET',
      longerThan(32),
      'generated, and kept in the data folder',
      'The secret from which the key that signs the closed days of each tenant is derived. All servers and workers of a database need the same; with another one nothing is signed until `bincard signing-key --rotate` starts a new key.',
    ),
    secret: true,
  },
};

export const BACKGROUND = {
  worker: optional(
    'BINCARD_WORKER',
    onOff,
    'as `BINCARD_MIGRATE`',
    'Whether the server also runs the background jobs; `off` where `bincard worker` runs them.',
  ),
  workerPort: optional(
    'BINCARD_WORKER_PORT',
    whole(0, 65_535),
    'none',
    'The port at which `bincard worker` serves `/healthz`, `/readyz` and `/metrics`; a worker inside the server is in the metrics of that.',
  ),
  scanCron: setting(
    'BINCARD_SCAN_CRON',
    cron,
    '*/5 * * * *',
    'When new movements are verified and compared.',
  ),
  fullScanCron: setting(
    'BINCARD_FULL_SCAN_CRON',
    cron,
    '15 3 * * *',
    'When the ledger is verified and compared from the anchors of a closed day, and the whole ledger of the tenants whose turn it is.',
  ),
  fullScanNights: setting(
    'BINCARD_FULL_SCAN_NIGHTS',
    whole(1, 366),
    7,
    'Within how many of these scans the whole ledger of each tenant is verified and compared once; 1 does it each time.',
  ),
  syncDir: optional(
    'BINCARD_SYNC_DIR',
    folder,
    '`sync` in the data folder',
    "The folder of the SQLite files of external sources; it holds a folder for each tenant, named by the tenant's code.",
  ),
};

export const WEBHOOKS = {
  webhookPrivate: setting(
    'BINCARD_WEBHOOK_PRIVATE',
    onOff,
    false,
    'Whether webhooks may be delivered to private, loopback, link-local and metadata addresses, and over http://.',
  ),
  webhookTimeoutMs: setting(
    'BINCARD_WEBHOOK_TIMEOUT_MS',
    milliseconds(100, 60_000),
    15_000,
    'How long a receiver may take to answer.',
  ),
  webhookDays: setting(
    'BINCARD_WEBHOOK_DAYS',
    whole(1, 60, 'days'),
    5,
    'For how long every attempt may fail until a webhook is disabled.',
  ),
};

/** What the server allows and how long it waits. */
export const LIMITS = {
  maxDepth: setting('BINCARD_MAX_DEPTH', whole(1, 100), 12, 'Nested fields of an operation.'),
  maxAliases: setting('BINCARD_MAX_ALIASES', whole(0, 10_000), 100, 'Aliases of an operation.'),
  maxDirectives: setting(
    'BINCARD_MAX_DIRECTIVES',
    whole(0, 10_000),
    50,
    'Directives of an operation.',
  ),
  maxTokens: setting(
    'BINCARD_MAX_TOKENS',
    whole(1, 100_000),
    2000,
    'Tokens of a document, counted before it is parsed.',
  ),
  maxCost: setting(
    'BINCARD_MAX_COST',
    whole(1, 1_000_000_000),
    50_000,
    'Objects that an answer may hold, estimated from the operation: lists are multiplied by `first`.',
  ),
  bodyLimit: setting(
    'BINCARD_BODY_LIMIT',
    whole(1024, 100 * 1024 * 1024, 'bytes'),
    1024 * 1024,
    'Size of a request.',
  ),
  requestTimeoutMs: setting(
    'BINCARD_REQUEST_TIMEOUT_MS',
    milliseconds(100),
    90_000,
    'How long a request may take to arrive, and to be answered.',
  ),
  statementTimeoutMs: setting(
    'BINCARD_STATEMENT_TIMEOUT_MS',
    milliseconds(100),
    60_000,
    'How long a statement may run in the database.',
  ),
  exportTimeoutMs: setting(
    'BINCARD_EXPORT_TIMEOUT_MS',
    milliseconds(100),
    600_000,
    'How long an export may take, including the time its reader needs.',
  ),
  readWaitMs: setting(
    'BINCARD_READ_WAIT_MS',
    milliseconds(0, 60_000),
    500,
    'How long a query waits until the replica has what its caller wrote, before it goes to the primary.',
  ),
  readMaxLagMs: setting(
    'BINCARD_READ_MAX_LAG_MS',
    milliseconds(3000),
    10_000,
    'A replica that is further behind is not read.',
  ),
  maxExports: setting(
    'BINCARD_MAX_EXPORTS',
    whole(1, 100),
    6,
    'Exports at the same time; they have their own connections.',
  ),
  maxExportsPerTenant: setting(
    'BINCARD_MAX_EXPORTS_PER_TENANT',
    whole(1, 100),
    3,
    'Exports of one tenant at the same time.',
  ),
  maxExportsPerActor: setting(
    'BINCARD_MAX_EXPORTS_PER_ACTOR',
    whole(1, 100),
    2,
    'Exports of one actor at the same time.',
  ),
  exportPaceKb: setting(
    'BINCARD_EXPORT_PACE_KB',
    whole(1, 1_000_000, 'KB'),
    64,
    'What the reader of an export must take within `BINCARD_EXPORT_PACE_MS` while data waits for it; a slower one is cut off.',
  ),
  exportPaceMs: setting(
    'BINCARD_EXPORT_PACE_MS',
    milliseconds(100),
    60_000,
    'The time in which the reader of an export must take `BINCARD_EXPORT_PACE_KB`. The system sends from a buffer of up to 4 MB and takes more only when a third of it is free, so a short time cuts off readers that are merely slow.',
  ),
  rateLimit: setting(
    'BINCARD_RATE_LIMIT',
    whole(0, 10_000_000, 'requests per minute'),
    30_000,
    'Requests of one actor, or of one address without a token; 0 is no limit. Each server counts for itself.',
  ),
  maxWaiting: setting(
    'BINCARD_MAX_WAITING',
    whole(1, 100_000),
    200,
    'Operations that may wait for a connection; more are refused with `OVERLOADED`.',
  ),
  groupedWrites: setting(
    'BINCARD_GROUPED_WRITES',
    onOff,
    true,
    'Whether sales, voids, refunds and reservations of a tenant that arrive while others of their kind are being written are written together, in one transaction; `off` writes each alone.',
  ),
  maxGroup: setting(
    'BINCARD_MAX_GROUP',
    whole(2, 1000),
    64,
    'The most requests that are written together.',
  ),
  corsOrigins: {
    ...setting<readonly string[]>(
      'BINCARD_CORS_ORIGINS',
      origins,
      [],
      'Origins whose pages may read answers.',
    ),
    fallbackText: 'none: no CORS headers',
  },
  trustProxy: setting(
    'BINCARD_TRUST_PROXY',
    onOff,
    false,
    "Whether the headers of a proxy are trusted for the client's address.",
  ),
  documents: optional(
    'BINCARD_DOCUMENTS',
    folder,
    'none: every document is executed',
    'A folder of `.graphql` files, or a JSON file: only these documents are executed.',
  ),
  shutdownTimeoutMs: setting(
    'BINCARD_SHUTDOWN_TIMEOUT_MS',
    milliseconds(100),
    10_000,
    'How long requests in flight may take when the server closes.',
  ),
};

/** The limits of a server by name; their defaults and descriptions are in LIMITS. */
export type ServerSettings = Values<typeof LIMITS>;

/** Every setting, under the headings of docs/configuration.md. */
export const SECTIONS: readonly { title: string; settings: Settings }[] = [
  { title: 'Database', settings: DATABASE },
  { title: 'Server', settings: HTTP },
  { title: 'Access tokens', settings: TOKENS },
  { title: 'People', settings: PEOPLE },
  { title: 'Identity provider', settings: PROVIDER },
  { title: 'Proofs', settings: PROOFS },
  { title: 'Background jobs', settings: BACKGROUND },
  { title: 'Webhooks', settings: WEBHOOKS },
  { title: 'Assistants', settings: API },
  { title: 'Command line', settings: COMMAND_LINE },
  { title: 'Limits', settings: LIMITS },
];
