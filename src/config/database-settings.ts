import { folder, milliseconds, onOff, postgresUrl, whole } from './checks';
import { optional, setting } from './setting';

/** Where the database is, and how it is reached. */
export const DATABASE = {
  databaseUrl: {
    ...optional(
      'DATABASE_URL',
      postgresUrl,
      'the embedded server in the data folder',
      'An existing PostgreSQL (15 or newer). The login may create roles, or is a member of `bincard_owner` and `bincard_app`. Of several hosts (`@one:5432,two:5432/`) the one that accepts writes is used, also after a fail-over.',
    ),
    secret: true,
  },
  directUrl: {
    ...optional(
      'BINCARD_DIRECT_URL',
      postgresUrl,
      'as `DATABASE_URL`',
      'PostgreSQL itself, where `DATABASE_URL` leads to a transaction pooler: migrations, the worker and the commands need sessions of their own (LISTEN, SET ROLE). [Scaling](scaling.md#a-pooler)',
    ),
    secret: true,
  },
  readUrl: {
    ...optional(
      'BINCARD_READ_URL',
      postgresUrl,
      'none',
      'A standby of the database, which queries and exports read. [Scaling](scaling.md#a-replica)',
    ),
    secret: true,
  },
  dataDir: setting(
    'BINCARD_DATA_DIR',
    folder,
    '.data',
    'The folder of the embedded server and of generated secrets.',
  ),
  databaseWaitMs: setting(
    'BINCARD_DATABASE_WAIT_MS',
    milliseconds(0),
    60_000,
    'How long `start`, `worker` and `migrate` wait for a database that does not answer; 0 does not wait.',
  ),
  migrate: setting(
    'BINCARD_MIGRATE',
    onOff,
    true,
    'Whether `start` migrates the database. With `off` the login need only be a member of `bincard_app`, and a schema of another version is refused.',
  ),
  poolSize: setting('BINCARD_POOL_SIZE', whole(1, 1000), 10, "Connections of the server's pool."),
  namedStatements: setting(
    'BINCARD_NAMED_STATEMENTS',
    onOff,
    true,
    'Whether named prepared statements are used; `off` for PgBouncer before 1.21, which has none. [Scaling](scaling.md#a-pooler)',
  ),
};
