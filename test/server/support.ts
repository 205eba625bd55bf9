import { Client } from 'pg';
import { signToken, type Role } from '../../src/auth/token';
import type { ServerSettings } from '../../src/config';
import { startServer, type ServerOptions } from '../../src/server/start';
import { type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

export const SECRET = new TextEncoder().encode('a secret that only these tests know, long enough');

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test's query selects
  readonly data?: any;
  /** The extensions of the first error. */
  readonly error?: Record<string, unknown> & { code: string };
}

/** A server with settings of its own, and what it logged. */
export interface TestServer {
  /** Of /graphql. */
  readonly url: string;
  readonly base: string;
  readonly logs: Record<string, unknown>[];
  post(body: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** Sends a document as the tenant's admin. */
  ask(query: string, variables?: object): Promise<Answered>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  token(role?: Role, actor?: string, expiresIn?: string): Promise<string>;
  close(): Promise<void>;
}

/** A database with a shop, for every server of a test file. */
export interface TestGround {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  serve(
    settings?: Partial<ServerSettings>,
    options?: Partial<Omit<ServerOptions, 'settings'>>,
  ): Promise<TestServer>;
  /** Holds back whatever reads a table until it is released. */
  hold(table?: string): Promise<Hold>;
  /** Lets go of every hold that a failed test has left: in afterEach. */
  release(): Promise<void>;
  /** Lets go of the holds, ends the servers and drops the database. */
  close(): Promise<void>;
}

export interface Hold {
  release(): Promise<void>;
}

export async function openGround(): Promise<TestGround> {
  const { database, shop } = await openShopDatabase();
  const servers: TestServer[] = [];
  const holds = new Set<Hold>();
  const release = async () => {
    await Promise.all([...holds].map((hold) => hold.release()));
    holds.clear();
  };
  return {
    ...{ database, shop, release },
    hold: async (table = 'locations') => {
      const held = await hold(database.url, table);
      holds.add(held);
      return held;
    },
    serve: async (settings = {}, options = {}) => {
      const server = await serve(database, shop.tenant, settings, options);
      servers.push(server);
      return server;
    },
    close: async () => {
      await release(); // a server waits for what waits for a hold
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
 * A transaction in a session of its own, with a lock on a table. It has a number, and the feed of every database of
 * the cluster waits for the lowest one: so it waits for its lock a short time only, and ends by itself.
 */
async function hold(url: string, table: string): Promise<Hold> {
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

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await holds()); attempt++) {
    if (attempt > 500) throw new Error('It did not come to hold');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** How many statements of the server wait for a lock in its database. */
export async function waitingForLock({ pools }: TestDatabase): Promise<number> {
  const { rows } = await pools.super.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
}
