import { Client } from 'pg';
import { signToken, type Role } from '../../src/auth/token';
import type { ServerSettings } from '../../src/config';
import { startServer, type ServerOptions } from '../../src/server/start';
import { type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

export const SECRET = new TextEncoder().encode('a secret for the tests of the server, long enough');

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test's query selects
  readonly data?: any;
  /** The extensions of the first error. */
  readonly error?: Record<string, unknown> & { code: string };
}

/** A server with its own settings, and its log. */
export interface TestServer {
  /** The URL of /graphql. */
  readonly url: string;
  /** The URL of its root, without a slash at the end. */
  readonly base: string;
  readonly logs: Record<string, unknown>[];
  post(body: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** Sends a document as the tenant's admin. */
  ask(query: string, variables?: object): Promise<Answered>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  token(role?: Role, actor?: string, expiresIn?: string): Promise<string>;
  close(): Promise<void>;
}

/** A database with a shop, and the servers that a test file starts on it. */
export interface TestServers {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  serve(
    settings?: Partial<ServerSettings>,
    options?: Partial<Omit<ServerOptions, 'settings'>>,
  ): Promise<TestServer>;
  /** Locks a table, so that statements which read it wait until the lock is released. */
  lockTable(table?: string): Promise<TableLock>;
  /** Releases the locks that a failed test has left. For afterEach. */
  releaseLocks(): Promise<void>;
  /** Releases the locks, stops the servers and drops the database. */
  close(): Promise<void>;
}

export interface TableLock {
  release(): Promise<void>;
}

export async function openTestServers(): Promise<TestServers> {
  const { database, shop } = await openShopDatabase();
  const servers: TestServer[] = [];
  const locks = new Set<TableLock>();
  const releaseLocks = async () => {
    await Promise.all([...locks].map((lock) => lock.release()));
    locks.clear();
  };
  return {
    ...{ database, shop, releaseLocks },
    lockTable: async (table = 'locations') => {
      const lock = await lockTable(database.url, table);
      locks.add(lock);
      return lock;
    },
    serve: async (settings = {}, options = {}) => {
      const server = await serve(database, shop.tenant, settings, options);
      servers.push(server);
      return server;
    },
    close: async () => {
      await releaseLocks(); // a server does not close while its requests wait for a lock
      await Promise.all(servers.map((server) => server.close()));
      await database.drop();
    },
  };
}

async function serve(
  database: TestDatabase,
  tenantId: string,
  settings: Partial<ServerSettings>,
  options: Partial<Omit<ServerOptions, 'settings'>>,
): Promise<TestServer> {
  const logs: Record<string, unknown>[] = [];
  const server = await startServer({
    ...{ databaseUrl: database.url, port: 0, host: '127.0.0.1', jwtSecret: SECRET },
    ...{ logLevel: 'info', poolSize: 5, feedIntervalMs: 20 },
    logTo: { write: (line) => void logs.push(JSON.parse(line) as Record<string, unknown>) },
    ...options,
    settings,
  });
  const token: TestServer['token'] = (role = 'admin', actor = 'tester', expiresIn = '1h') =>
    signToken({ tenantId, actor, role }, SECRET, expiresIn);
  const admin = await token();
  const authorization = `Bearer ${admin}`;
  const base = server.url.replace('/graphql', '');
  const post: TestServer['post'] = async (body, headers = {}) =>
    answered(
      await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  let closed: Promise<void> | undefined;
  return {
    ...{ url: server.url, base, logs, token, post },
    ask: (query, variables = {}) => post({ query, variables }),
    get: async (path, headers = {}) =>
      answered(await fetch(`${base}${path}`, { headers: { authorization, ...headers } })),
    close: () => (closed ??= server.close()),
  };
}

async function answered(response: Response): Promise<Answered> {
  const { status, headers } = response;
  const text = await response.text();
  try {
    const { data, errors } = JSON.parse(text) as {
      data?: unknown;
      errors?: { extensions: Answered['error'] }[];
    };
    return { status, headers, text, data, error: errors?.[0]?.extensions };
  } catch {
    return { status, headers, text };
  }
}

/**
 * Locks a table in a separate session. While its transaction is open, it delays the feeds of all databases of the cluster,
 * so it waits for the lock only for a short time and ends by itself.
 */
async function lockTable(url: string, table: string): Promise<TableLock> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(
      `begin; set local idle_in_transaction_session_timeout = '15s'; set local lock_timeout = '10s';
       lock table inventory.${table} in access exclusive mode`,
    );
  } catch (error) {
    await client.end();
    throw error;
  }
  return { release: () => client.end() };
}

export const LOCATIONS = '{ locations { id } }';

/** Waits until a condition is true; throws after 10 seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await condition()); attempt++) {
    if (attempt > 1500) throw new Error('The condition did not become true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** How many statements in the database wait for a lock. */
export async function waitingForLock({ pools }: TestDatabase): Promise<number> {
  const { rows } = await pools.super.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
}
