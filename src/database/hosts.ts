import {
  Client,
  Pool,
  type ClientBase,
  type ClientConfig,
  type PoolClient,
  type PoolConfig,
} from 'pg';
import { isDatabaseAway } from './connection-errors';

// A URL may name several hosts, as libpq takes it, and say which of them is wanted:
// postgres://shop@one:5432,two:5432/shop?target_session_attrs=read-write. node-postgres knows neither.

/** What `target_session_attrs` may be, and whether a server of a kind is meant. */
const WANTED: Record<string, (standby: boolean, readOnly: boolean) => boolean> = {
  any: () => true,
  'read-write': (_, readOnly) => !readOnly,
  'read-only': (_, readOnly) => readOnly,
  primary: (standby) => !standby,
  standby: (standby) => standby,
};

interface Hosts {
  /** One for each host, in the order in which they are tried. */
  readonly urls: readonly string[];
  readonly wants: string;
}

const MANY = /^([a-z]+:\/\/(?:[^/?]*@)?)([^/?]*)(.*)$/;
const ATTRIBUTE = /([?&])target_session_attrs=([^&]*)&?/;

/** The hosts of a URL. Of several, one that accepts writes is wanted unless the URL or `wants` says otherwise. */
export function hostsOf(url: string, wants?: string): Hosts {
  const [, before, hosts = '', after] = MANY.exec(url) ?? [];
  const names = hosts.split(',');
  const asked = ATTRIBUTE.exec(url)?.[2];
  const plain = (after ?? '').replace(ATTRIBUTE, '$1').replace(/[?&]$/, '');
  return {
    urls: names.length > 1 || asked ? names.map((host) => `${before}${host}${plain}`) : [url],
    wants: asked ?? wants ?? (names.length > 1 ? 'read-write' : 'any'),
  };
}

/** The server that answered is not of the wanted kind: a standby, or one that was promoted. */
export class WrongServer extends Error {
  /** As PostgreSQL's own refusal of a write by a standby. */
  readonly code = '25006';

  constructor(wants: string) {
    super(`The server is not ${wants}`);
  }
}

/** A pool of connections to the first host that answers and is of the wanted kind, looked for again when it is lost. */
export class HostsPool extends Pool {
  constructor({ urls, wants }: Hosts, options: PoolConfig) {
    // Where the last connection was made: a machine that is gone is not asked each time.
    const place = { now: 0 };
    super({
      ...options,
      Client: class extends Client {
        constructor(config: ClientConfig) {
          super({ ...config, connectionString: urls[place.now]! });
        }
      },
      onConnect: async (client: ClientBase) => {
        await check(client, wants);
        await (options.onConnect as ((client: ClientBase) => Promise<void>) | undefined)?.(client);
      },
    } as unknown as PoolConfig);
    const connectOnce = super.connect.bind(this) as () => Promise<PoolClient>;
    const connectAny = async (): Promise<PoolClient> => {
      let wrong: unknown; // says more than that another host does not answer
      for (let attempt = 1; ; attempt++) {
        const tried = place.now;
        try {
          return await connectOnce();
        } catch (error) {
          if (!isDatabaseAway(error)) throw error;
          if (place.now === tried) place.now = (tried + 1) % urls.length;
          if (error instanceof WrongServer) wrong = error;
          if (attempt >= urls.length) throw wrong ?? error;
        }
      }
    };
    type Release = (error?: Error) => void;
    type Callback = (error?: Error, client?: PoolClient, release?: Release) => void;
    this.connect = ((callback?: Callback) => {
      if (!callback) return connectAny();
      void connectAny().then(
        (client) => callback(undefined, client, (error) => client.release(error)),
        (error: unknown) => callback(error as Error, undefined, () => undefined),
      );
    }) as Pool['connect'];
  }
}

/** Connects to the first host that answers and is of the wanted kind; `make` makes the client of a URL. */
export async function connectFirst(url: string, make: (url: string) => Client): Promise<Client> {
  const { urls, wants } = hostsOf(url);
  let failure: unknown;
  for (const each of urls) {
    const client = make(each);
    try {
      await client.connect();
      await check(client, wants);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isDatabaseAway(error)) throw error;
      if (!failure || error instanceof WrongServer) failure = error;
    }
  }
  throw failure;
}

async function check(client: ClientBase, wants: string): Promise<void> {
  const isWanted = WANTED[wants];
  if (!isWanted) throw new Error(`target_session_attrs may not be ${wants}`);
  if (wants === 'any') return;
  const { rows } = await client.query<{ standby: boolean; readOnly: boolean }>(
    // A pool that only reads says so itself.
    `select pg_is_in_recovery() as standby, pg_is_in_recovery() or exists (select from pg_settings
       where name = 'default_transaction_read_only' and setting = 'on' and source <> 'client') as "readOnly"`,
  );
  const { standby, readOnly } = rows[0]!;
  if (!isWanted(standby, readOnly)) throw new WrongServer(wants);
}
