import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './rounds';
import type { Shop } from './shop';

/** The requests of all clients, and their answers. */
export interface LoadResult {
  /** Of each answered request, by kind: milliseconds from the first attempt to the answer. */
  readonly latencies: Record<Kind, number[]>;
  /** Attempts that failed, by the error's code; CONNECTION_LOST when there was no answer. */
  readonly errors: Record<string, number>;
  /** The text of errors that a client cannot handle: not retryable, or a connection to a running server was lost. */
  readonly untyped: string[];
  /** The sale that each idempotency key was acknowledged with, and its units. */
  readonly acknowledged: Map<string, { id: string; units: number }>;
}

type Kind = 'read' | 'sale';

export interface LoadOptions {
  readonly shop: Shop;
  /** One for each client, because the rate limit is per actor. */
  readonly tokens: string[];
  /** The server that a client sends its next request to. */
  readonly urlOf: (client: number) => string;
  /** Whether this server was killed, so that connections to it may be lost. */
  readonly isKilled: (url: string) => boolean;
  readonly isOver: () => boolean;
}

const READS = [
  `{ products(first: 20) { nodes { id sku stock { onHand reserved available location { code } } } } }`,
  `{ sales(first: 10) { nodes { id createdAt lines { quantity product { sku } } } } }`,
  `query ($id: ID!) { product(id: $id) { sku stock { onHand available }
     batches(first: 5) { nodes { batchNumber expiryDate remainingQuantity } } } }`,
];
const SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
  id lines { id quantity allocations { quantity batch { batchNumber } } } } }`;
const READ_SHARE = 0.7;
const RETRY_MS = 100;

/** Runs one client for each token until `isOver`. A client repeats a failed request with the same idempotency key. */
export async function runClients(options: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = {
    latencies: { read: [], sale: [] },
    errors: {},
    untyped: [],
    acknowledged: new Map(),
  };
  await Promise.all(
    options.tokens.map((token, client) => runClient(client, token, options, result)),
  );
  return result;
}

/** The answered requests, their rate, and p50 and p99 in milliseconds by kind. */
export function summarize({ latencies, errors }: LoadResult, seconds: number) {
  const of = (kind: Kind) => {
    const sorted = [...latencies[kind]].sort((a, b) => a - b);
    const [p50, p99] = [50, 99].map((p) => Math.round(10 * percentile(sorted, p)) / 10);
    return { answered: sorted.length, p50, p99, slowest: Math.round(sorted.at(-1) ?? 0) };
  };
  const answered = latencies.read.length + latencies.sale.length;
  const perSecond = Math.round(answered / seconds);
  return { seconds, answered, perSecond, read: of('read'), sale: of('sale'), errors };
}

async function runClient(
  client: number,
  token: string,
  { shop, urlOf, isKilled, isOver }: LoadOptions,
  result: LoadResult,
): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)]!;
  while (!isOver()) {
    const kind: Kind = Math.random() < READ_SHARE ? 'read' : 'sale';
    const lines = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => ({
      productId: pick(shop.products),
      quantity: 1,
    }));
    const idempotencyKey = randomUUID();
    const input = { locationId: pick(shop.locations), idempotencyKey, lines };
    const body = JSON.stringify(
      kind === 'sale'
        ? { query: SALE, variables: { input } }
        : { query: pick(READS), variables: { id: pick(shop.products) } },
    );
    const start = performance.now();
    for (;;) {
      const url = urlOf(client);
      const answer = await post(agent, url, token, body);
      if ('data' in answer) {
        if (kind === 'sale') {
          const { id } = (answer.data as { recordSale: { id: string } }).recordSale;
          result.acknowledged.set(idempotencyKey, { id, units: lines.length });
        }
        break;
      }
      result.errors[answer.code] = (result.errors[answer.code] ?? 0) + 1;
      const isRetryable = answer.code === 'CONNECTION_LOST' ? isKilled(url) : answer.retryable;
      if (!isRetryable) {
        result.untyped.push(answer.text);
        break;
      }
      await sleep(RETRY_MS * (0.5 + Math.random()));
    }
    result.latencies[kind].push(performance.now() - start);
  }
  agent.destroy();
}

type Answer = { data: unknown } | { code: string; retryable: boolean; text: string };

function post(agent: http.Agent, url: string, token: string, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const lost = (error: Error) =>
      resolve({ code: 'CONNECTION_LOST', retryable: false, text: `${url}: ${error.message}` });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const request = http.request(url, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', lost);
      response.on('end', () => resolve(answerOf(Buffer.concat(chunks).toString())));
    });
    request.once('error', lost);
    request.end(body);
  });
}

function answerOf(text: string): Answer {
  try {
    const { data, errors } = JSON.parse(text) as {
      data?: unknown;
      errors?: { extensions?: { code?: string; retryable?: boolean } }[];
    };
    if (!errors) return { data };
    const { code = 'NO_CODE', retryable = false } = errors[0]?.extensions ?? {};
    return { code, retryable, text };
  } catch {
    return { code: 'NO_JSON', retryable: false, text: text.slice(0, 200) };
  }
}
