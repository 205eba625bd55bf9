/** What the server allows and how long it waits. Each has a setting in src/config.ts. */
export interface ServerSettings {
  /** Fields within fields of one operation. */
  readonly maxDepth: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** Tokens of one document, counted before it is parsed. */
  readonly maxTokens: number;
  /** Objects that an answer may hold at most, as operation-cost.ts estimates them. */
  readonly maxCost: number;
  /** Bytes of a request. */
  readonly bodyLimit: number;
  /** How long a request may take to come in, and its answer to be found. */
  readonly requestTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** How long an export may take, its reader's pace included. */
  readonly exportTimeoutMs: number;
  /** Exports that run at once; they have connections of their own. */
  readonly maxExports: number;
  /** Requests a minute of one actor, or of one address without a token; 0 is no limit. */
  readonly rateLimit: number;
  /** Operations that may wait for a connection; the next is refused. */
  readonly maxWaiting: number;
  /** Origins whose pages may read answers; none: no CORS headers at all. */
  readonly corsOrigins: readonly string[];
  /** Whether a proxy in front is believed about the client's address. */
  readonly trustProxy: boolean;
  /** A folder or JSON file: nothing but its documents is executed. */
  readonly documents: string | undefined;
  /** How long what is in flight may take when the server closes. */
  readonly shutdownTimeoutMs: number;
}

/** For a server that a program starts; `bincard start` takes the settings of src/config.ts. */
export const DEFAULT_SETTINGS: ServerSettings = {
  maxDepth: 12,
  maxAliases: 100,
  maxDirectives: 50,
  maxTokens: 2000,
  maxCost: 50_000,
  bodyLimit: 1024 * 1024,
  requestTimeoutMs: 90_000,
  statementTimeoutMs: 60_000,
  exportTimeoutMs: 600_000,
  maxExports: 2,
  rateLimit: 0,
  maxWaiting: 200,
  corsOrigins: [],
  trustProxy: false,
  documents: undefined,
  shutdownTimeoutMs: 10_000,
};
