import { signToken, type Role } from '../../src/auth/token';
import { startServer } from '../../src/server/start';
import type { ServerSettings } from '../../src/config';
import type { TestDatabase } from './database';

export interface ApiAnswer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test's query selects
  readonly data?: any;
  readonly errors?: {
    message: string;
    extensions: { code: string; details?: Record<string, unknown> } & Record<string, unknown>;
  }[];
}

/** A server on a free port, and a client of it. */
export interface Api {
  readonly url: string;
  request(query: string, variables?: object, as?: { token?: string }): Promise<ApiAnswer>;
  token(tenantId: string, role?: Role, actor?: string): Promise<string>;
  close(): Promise<void>;
}

let throughPooler: ((url: string) => string) | undefined;

/** Lets the servers that this file starts from now on reach their databases through a pooler. */
export function reachThrough(pooler: (url: string) => string): void {
  throughPooler = pooler;
}

const SECRET = new TextEncoder().encode('a secret that only the tests know, long enough');

/** Serves a test database to an admin of a tenant; `syncDir` holds the files of external sources. */
export async function startApi(
  database: TestDatabase,
  tenantId: string,
  { settings, ...more }: { syncDir?: string; settings?: Partial<ServerSettings> } = {},
): Promise<Api> {
  const server = await startServer({
    databaseUrl: throughPooler?.(database.url) ?? database.url,
    namedStatements: !throughPooler,
    port: 0,
    host: '127.0.0.1',
    jwtSecret: SECRET,
    signingSecret: SECRET,
    logLevel: 'silent',
    poolSize: 10,
    feedIntervalMs: 20,
    privateReceivers: true, // those of the tests of webhooks
    ...more,
    settings: { rateLimit: 0, ...settings }, // tests send more than a client may
  });
  const token = (tenant: string, role: Role = 'admin', actor = 'tester') =>
    signToken({ tenantId: tenant, actor, role }, SECRET);
  const admin = await token(tenantId);
  return {
    url: server.url,
    token,
    close: () => server.close(),
    request: async (query, variables = {}, as = {}) => {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${as.token ?? admin}`,
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as ApiAnswer;
    },
  };
}
