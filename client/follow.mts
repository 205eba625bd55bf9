import { print, Kind, type DocumentNode } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { operationOf } from './keys.mjs';
import { pauseAfter, sleep } from './pause.mjs';
import { outcomeOf, refusalOf, Refused, type AnsweredError, type Outcome } from './refusals.mjs';

export interface SubscribeOptions {
  /** Where there is no global WebSocket, as in Node before 22: the class of the package ws. */
  readonly webSocketImpl?: unknown;
  /** How often an open connection is tested, and how long the server may take to answer. Default: 10 s. */
  readonly keepAliveMs?: number | undefined;
}

interface Source extends SubscribeOptions {
  readonly url: string;
  readonly token: () => string | undefined | Promise<string | undefined>;
  readonly firstPauseMs: number;
  readonly signal: AbortSignal | undefined;
  /** Asks for the present position in the feed of movements. */
  readonly position: (signal: AbortSignal) => Promise<string>;
}

type Variables = Record<string, unknown>;

/** The events of a subscription, each once: a connection that is lost is made again, from the last cursor. */
export function follow<Data>(
  document: DocumentNode,
  variables: Variables,
  source: Source,
): AsyncIterableIterator<Outcome<Data>, undefined> {
  const { name, key } = fieldOf(document);
  const stop = new AbortController();
  const { signal } = source;
  const ended = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  // The other subscription begins with all figures: it needs no position.
  const position = name === 'stockChanged' ? source.position : undefined;
  const events = read<Data>(print(document), key, variables, { ...source, position }, ended);
  return {
    next: () => events.next(),
    // A generator cannot return while it waits: the signal wakes it.
    return: async () => {
      stop.abort();
      await events.next();
      return events.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A subscription's field, and the key under which it is answered; throws where it could not go on from a cursor. */
function fieldOf(document: DocumentNode): { name: string; key: string } {
  const { variableDefinitions = [], selectionSet } = operationOf(document);
  const [field] = selectionSet.selections;
  const takes = variableDefinitions.some(({ variable }) => variable.name.value === 'cursor');
  const selects =
    field?.kind === Kind.FIELD &&
    field.selectionSet?.selections.some(
      (each) => each.kind === Kind.FIELD && !each.alias && each.name.value === 'cursor',
    );
  if (!takes || !selects) {
    throw new TypeError(
      'A subscription takes the variable $cursor: String and selects cursor, so that nothing is missed when the connection is lost',
    );
  }
  return { name: field.name.value, key: field.alias?.value ?? field.name.value };
}

async function* read<Data>(
  query: string,
  field: string,
  variables: Variables,
  source: Omit<Source, 'position'> & { readonly position: Source['position'] | undefined },
  ended: AbortSignal,
): AsyncGenerator<Outcome<Data>, undefined, void> {
  let cursor = variables['cursor'];
  for (let failures = 0; !ended.aborted;) {
    const client = connect(source);
    const end = () => client.terminate();
    ended.addEventListener('abort', end);
    try {
      // Asked for before it begins: there is a position to come back to also where the connection is lost before the first event.
      cursor ??= await source.position?.(ended);
      const payload = { query, variables: { ...variables, cursor } };
      for await (const { data, errors = [] } of client.iterate<Variables>(payload)) {
        if (data === undefined) throw errors as unknown as Error; // it was refused: no event came
        failures = 0;
        cursor = (data?.[field] as { cursor?: string } | null | undefined)?.cursor ?? cursor;
        yield outcomeOf<Data>(data, (errors as readonly AnsweredError[]).map(refusalOf));
      }
      failures++; // a server that stops completes its subscriptions
    } catch (error) {
      if (ended.aborted) return;
      throwIfRefused(error, failures++);
    } finally {
      ended.removeEventListener('abort', end);
      await client.dispose();
    }
    await sleep(pauseAfter(Math.max(failures, 1), source.firstPauseMs), ended);
  }
}

function connect({
  url,
  token,
  webSocketImpl,
  keepAliveMs = 10_000,
}: Omit<Source, 'position'>): Client {
  let connections = 0;
  let late: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(late);
    late = setTimeout(() => client.terminate(), keepAliveMs);
  };
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: quiet(webSocketImpl ?? (globalThis as { WebSocket?: unknown }).WebSocket),
    retryAttempts: 0,
    keepAlive: keepAliveMs,
    connectionParams: async () => {
      const now = await token();
      return now === undefined ? {} : { authorization: `Bearer ${now}` };
    },
    on: {
      connecting: () => {
        wait();
        // After a normal closure graphql-ws would connect again by itself, and from the first cursor.
        if (++connections > 1) setTimeout(() => client.terminate());
      },
      connected: () => clearTimeout(late),
      ping: (received) => {
        if (!received) wait();
      },
      pong: (received) => {
        if (received) clearTimeout(late);
      },
      closed: () => clearTimeout(late),
    },
  });
  return client;
}

type Socket = new (url: string, protocols?: string | string[]) => EventTarget;

/** A WebSocket that is closed while it connects reports an error, which nobody listens to any more and which ends Node. */
function quiet(given: unknown): unknown {
  if (!given)
    throw new TypeError('There is no WebSocket here: give webSocketImpl, of the package ws');
  return class extends (given as Socket) {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('error', () => undefined);
    }
  };
}

const UNAUTHORIZED = 4401;
/** Of graphql-ws itself: it gave up waiting for an answer. */
const GAVE_UP = new Set([4408, 4499, 4504]);

/** Throws where connecting again cannot help: the operation was refused, or the caller is not known. */
function throwIfRefused(error: unknown, failures: number): void {
  if (Array.isArray(error)) {
    const [first, ...rest] = (error as AnsweredError[]).map(refusalOf);
    error = new Refused([first!, ...rest]);
  }
  if (error instanceof Refused) {
    const isLate = failures === 0 && error.refusals[0].code === 'UNAUTHENTICATED';
    if (isLate || error.refusals.every(({ retryable }) => retryable)) return;
    throw error;
  }
  const { code = 0 } = error as { code?: number };
  // A token that has expired on the way is replaced by the one that `token` gives now.
  if (code === UNAUTHORIZED && failures === 0) return;
  if (code >= 4400 && code < 4500 && !GAVE_UP.has(code)) throw error;
}
