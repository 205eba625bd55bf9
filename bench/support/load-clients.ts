import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './rounds';
import type { Shop } from './shop';

/** What all clients of a load did and were told. */
export interface LoadResult {
  /** Answered requests, and milliseconds of each kind from the first try to the answer. */
  readonly latencies: Record<Kind, number[]>;
  /** Tries that were answered with an error, by its code; a line that broke is BROKEN_LINE. */
  readonly errors: Record<string, number>;
  /** Errors without a code, or that the API calls a bug, word for word; and lines that broke unforeseen. */
  readonly untyped: string[];
  /** The sale that each idempotency key was acknowledged with, and its units. */
  readonly acknowledged: Map<string, { id: string; units: number }>;
}

type Kind = 'read' | 'sale';

export interface LoadOptions {
  readonly shop: Shop;
  /** One for each client: the rate limit is an actor's. */
  readonly tokens: string[];
  /** Where a client sends to now. */
  readonly urlOf: (client: number) => string;
  /** Whether a line to this server may break: it was killed. */
  readonly isDead: (url: string) => boolean;
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

/** Runs one client for each token until it is over; each sends what was not answered again, with the same key. */
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

/** Requests answered, their rate, and p50 and p99 by kind. */
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
  { shop, urlOf, isDead, isOver }: LoadOptions,
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
    const begun = performance.now();
    for (;;) {
      const url = urlOf(client);
      const told = await post(agent, url, token, body);
      if ('data' in told) {
        if (kind === 'sale') {
          const { id } = (told.data as { recordSale: { id: string } }).recordSale;
          result.acknowledged.set(idempotencyKey, { id, units: lines.length });
        }
        break;
      }
      result.errors[told.code] = (result.errors[told.code] ?? 0) + 1;
      const foreseen = told.code === 'BROKEN_LINE' ? isDead(url) : told.retryable;
      if (!foreseen) {
        result.untyped.push(told.text);
        break;
      }
      await sleep(RETRY_MS * (0.5 + Math.random()));
    }
    result.latencies[kind].push(performance.now() - begun);
  }
  agent.destroy();
}

type Told = { data: unknown } | { code: string; retryable: boolean; text: string };

function post(agent: http.Agent, url: string, token: string, body: string): Promise<Told> {
  return new Promise((resolve) => {
    const broken = (error: Error) =>
      resolve({ code: 'BROKEN_LINE', retryable: false, text: `${url}: ${error.message}` });
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
    };
    const request = http.request(url, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', broken);
      response.on('end', () => resolve(toldBy(Buffer.concat(chunks).toString())));
    });
    request.once('error', broken);
    request.end(body);
  });
}

function toldBy(text: string): Told {
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
