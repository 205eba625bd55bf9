import type { DestinationStream } from 'pino';
import type { JwksOptions, ProviderOptions, ServerSettings } from '../config';

/** What a server is started with. */
export interface ServerOptions {
  readonly databaseUrl: string;
  /** A standby that queries and exports read. */
  readonly readUrl?: string | undefined;
  /** 0 takes a free port. */
  readonly port: number;
  readonly host: string;
  /** Where browsers find this server, without a slash at the end; where it listens unless given. */
  readonly publicUrl?: string | undefined;
  readonly jwtSecret: Uint8Array;
  /** What the keys that sign closed days are derived from; unless given, this server signs nothing. */
  readonly signingSecret?: Uint8Array;
  /** The identity provider whose tokens are accepted; tokens signed with the secret are then refused. */
  readonly jwks?: JwksOptions | undefined;
  /** The identity provider at which people sign in, beside passwords. */
  readonly provider?: ProviderOptions | undefined;
  readonly logLevel: string;
  readonly poolSize: number;
  readonly namedStatements?: boolean;
  /** How often the ledger is polled while there are subscribers. */
  readonly feedIntervalMs?: number;
  readonly production?: boolean;
  /** Whether a browser is shown GraphiQL at /graphql; unless given: where introspection is on and any document is executed. */
  readonly graphiql?: boolean | undefined;
  /** The path of the console, such as `/console`; `/` unless given. False: there is none. */
  readonly console?: string | false | undefined;
  /** Whether webhooks may have receivers at http:// and private addresses; no unless given. */
  readonly privateReceivers?: boolean;
  /** Has a folder of SQLite files for each tenant. */
  readonly syncDir?: string;
  /** Settings other than DEFAULT_SERVER_SETTINGS. */
  readonly settings?: Partial<ServerSettings>;
  /** Where log lines go; stderr unless given. */
  readonly logTo?: DestinationStream;
}

export interface RunningServer {
  readonly url: string;
  /** Does something that sends it thousands of requests, which are not logged one by one unless the log is of debugging. */
  withoutRequestLog<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Finishes the requests in flight, then frees the port and the database connections. */
  close(): Promise<void>;
}
