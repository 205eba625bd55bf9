import type { TadaDocumentNode } from 'gql.tada';
import { parse, print, type DocumentNode } from 'graphql';
import { follow, type SubscribeOptions } from './follow.mjs';
import { withKeys } from './keys.mjs';
import { dataOf, outcomeOf, refusalOf, type AnsweredError, type Outcome } from './refusals.mjs';
import { pauseAfter, sleep } from './pause.mjs';

export interface ClientOptions extends SubscribeOptions {
  /** Such as https://stock.example/graphql. */
  readonly url: string;
  /** The access token, or what gives the present one, which is asked for each request. Without it the session's cookie counts. */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** How often a request is sent at most. Default: 5. */
  readonly attempts?: number | undefined;
  /** The pause before the second attempt, doubled after each. Default: 200 ms. */
  readonly firstPauseMs?: number | undefined;
  /** How long an answer may take until it counts as lost. Default: 100 s, longer than a server takes. */
  readonly timeoutMs?: number | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** A mutation was sent and not answered, so it may have been done, and it has no key that would make it safe to repeat. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('The answer was lost, and the mutation may have been done: read before you repeat it', {
      cause,
    });
  }
}

/** Further options of one request. */
export interface RequestOptions {
  /** Gives up: no further attempt is made. What was sent already may have been done. */
  readonly signal?: AbortSignal | undefined;
}

export interface Client {
  /** Executes a query or a mutation. Rejects only where no answer can be had, or the caller gave up. */
  execute<Data, Variables>(
    document: TadaDocumentNode<Data, Variables>,
    ...given: Given<Variables>
  ): Promise<Outcome<Data>>;
  /**
   * The events of a subscription, for ever. A lost connection is made again, from the `cursor` of the last event, which
   * the document selects and takes as the variable `cursor`. Without a first one it begins at the position in the feed that
   * it asks for first (`feedCursor`). Throws Refused where the server refuses it.
   */
  subscribe<Data, Variables>(
    document: TadaDocumentNode<Data, Variables>,
    ...given: Given<Variables>
  ): AsyncIterableIterator<Outcome<Data>, undefined>;
}

type Given<Variables> = object extends Variables
  ? [variables?: Variables, options?: RequestOptions]
  : [variables: Variables, options?: RequestOptions];

const POSITION_NOW = parse('query Position { feedCursor }') as TadaDocumentNode<
  { feedCursor: string },
  Record<string, never>
>;

/** The last write's place in the database's log, for servers that read a replica. */
const POSITION = 'bincard-log-position';

export function createClient(options: ClientOptions): Client {
  const { url, token, attempts = 5, firstPauseMs = 200, timeoutMs = 100_000 } = options;
  const ask = options.fetch ?? globalThis.fetch.bind(globalThis);
  const tokenNow = () => (typeof token === 'function' ? token() : token);
  let position: string | undefined;

  const send = async (body: string, signal: AbortSignal | undefined): Promise<Answer> => {
    const now = await tokenNow();
    const late = AbortSignal.timeout(timeoutMs);
    const response = await ask(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(now === undefined ? {} : { authorization: `Bearer ${now}` }),
        ...(position === undefined ? {} : { [POSITION]: position }),
      },
      body,
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    const answer = (await response.json()) as Partial<Answer>;
    if (!('data' in answer) && !answer.errors) throw new Error(`HTTP ${response.status}`);
    position = response.headers.get(POSITION) ?? position;
    const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1000;
    return { data: answer.data, errors: answer.errors ?? [], retryAfterMs };
  };

  const client: Client = {
    async execute<Data, Variables>(
      document: TadaDocumentNode<Data, Variables>,
      ...[given, { signal } = {}]: Given<Variables>
    ): Promise<Outcome<Data>> {
      // Made once: each attempt is the same request, with the same keys.
      const { variables, repeatable } = withKeys(document, { ...given });
      const body = JSON.stringify({ query: print(document), variables });
      for (let attempt = 1; ; attempt++) {
        const isLast = attempt >= attempts;
        let least = 0;
        try {
          const { data, errors, retryAfterMs } = await send(body, signal);
          const refusals = errors.map(refusalOf);
          const isTransient = refusals.every(
            ({ code, retryable }) => retryable || (repeatable && code === 'OUTCOME_UNKNOWN'),
          );
          if (refusals.length === 0 || !isTransient || isLast) {
            return outcomeOf<Data>(data, refusals);
          }
          least = retryAfterMs;
        } catch (error) {
          if (signal?.aborted) throw error;
          if (!repeatable && !wasNotSent(error)) throw new OutcomeUnknown(error);
          if (isLast) throw error;
        }
        await sleep(Math.max(pauseAfter(attempt, firstPauseMs), least), signal);
        signal?.throwIfAborted();
      }
    },
    subscribe: (document, ...[variables, { signal } = {}]) =>
      follow(
        document as DocumentNode,
        { ...variables },
        {
          ...{ ...options, url, firstPauseMs, signal },
          token: tokenNow,
          position: async (until) =>
            dataOf(await client.execute(POSITION_NOW, {}, { signal: until })).feedCursor,
        },
      ),
  };
  return client;
}

interface Answer {
  readonly data: unknown;
  readonly errors: readonly AnsweredError[];
  readonly retryAfterMs: number;
}

/** Whether no connection was made; a browser does not tell. */
function wasNotSent(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: string };
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}
