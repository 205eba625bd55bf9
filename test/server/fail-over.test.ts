import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { Client } from 'pg';
import WebSocket from 'ws';
import { startBincard, type BincardProcess } from '../support/bincard-process';
import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { signToken } from '../../src/auth/token';
import { makeDataDir } from '../support/running-server';

// PostgreSQL ends the sessions of a server process with a worker, and is restarted, under load. Every request must be
// answered with data or with a retryable error, and no sale may be lost or recorded twice.

const SECRET = 'a secret for the fail-over test, long enough';
const SELLERS = 6;
const SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) {
  id lines { allocations { batch { batchNumber } } } } }`;
const READS = [
  '{ products(first: 20) { nodes { sku stock { onHand available } } } }',
  '{ sales(first: 5) { nodes { id lines { quantity } } } }',
];

interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test selects
  readonly data?: any;
  readonly errors?: { extensions: { code: string; retryable?: boolean } }[];
}

describe('a loss of PostgreSQL under load', () => {
  let postgres: OwnPostgres;
  let server: BincardProcess;
  let url: string;
  let token: string;
  let dataDir: string;
  let locationId: string;
  let productId: string;

  beforeAll(async () => {
    dataDir = makeDataDir();
    postgres = await makePostgres(['fsync=off']);
    await postgres.start();
    const env = { NODE_ENV: 'production', JWT_SECRET: SECRET, BINCARD_FEED_INTERVAL_MS: '50' };
    server = startBincard(postgres.url, dataDir, env);
    url = await server.url;
    const [tenant] = await sql<{ id: string }>(
      "select inventory.create_tenant('shop', 'shop', 'UTC') as id",
    );
    token = await signToken(
      { tenantId: tenant!.id, actor: 'till', role: 'admin' },
      new TextEncoder().encode(SECRET),
    );
    const create = async (mutation: string, type: string, input: object): Promise<string> => {
      const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
      return (await send(text, { input })).data[mutation].id as string;
    };
    const location = { code: 'FRONT', name: 'Front', kind: 'STOREFRONT' };
    locationId = await create('createLocation', 'CreateLocationInput', location);
    productId = await create('createProduct', 'CreateProductInput', { sku: 'TEA', name: 'Tea' });
    const lines = [{ productId, batchNumber: '1', quantity: 1_000_000 }];
    await create('receiveStock', 'ReceiveStockInput', { locationId, lines });
  });
  let subscription: { stop(): Promise<void> } | undefined;
  afterAll(async () => {
    await subscription?.stop();
    server?.child.kill('SIGTERM');
    await server?.code;
    await postgres?.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('answers every request and records each sale once', async () => {
    const refused: string[] = [];
    const acknowledged = new Map<string, string>();
    const { cursor } = (await send('{ movementsSince(limit: 500) { cursor } }', {})).data
      .movementsSince;
    const received = subscribe(cursor as string);
    subscription = received;
    let isOver = false;

    /** Sends a request until it is answered with data. An error that is not retryable fails the test. */
    const answered = async (text: string, variables: object) => {
      for (;;) {
        const { data, errors } = await send(text, variables);
        if (!errors) return data as Record<string, { id: string }>;
        for (const { extensions } of errors) {
          refused.push(extensions.code);
          expect(extensions).toMatchObject({ retryable: true });
        }
        await sleep(20);
      }
    };
    const sell = async (seller: number) => {
      for (let n = 0; !isOver; n++) {
        const receiptNumber = `${seller}-${n}`;
        const lines = [{ productId, quantity: 1 }];
        const input = { locationId, receiptNumber, idempotencyKey: receiptNumber, lines };
        acknowledged.set(receiptNumber, (await answered(SALE, { input }))['recordSale']!.id);
      }
    };
    const read = async () => {
      for (let n = 0; !isOver; n++) await answered(READS[n % READS.length]!, {});
    };
    const exportAll = async () => {
      while (!isOver) {
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(url.replace('/graphql', '/export/movements.csv'), { headers });
        // An export that is interrupted must end with a connection error, not as if it were complete.
        const text = await response.text().catch(() => 'interrupted');
        if (response.status !== 200) {
          expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { retryable: true } }] });
        }
        await sleep(50);
      }
    };
    const load = Promise.all([
      ...Array.from({ length: SELLERS }, (_, seller) => sell(seller)),
      ...[read(), read(), exportAll()],
    ]);

    const failures = [
      terminateAll,
      terminateAll,
      () => restart('fast'),
      terminateAll,
      () => restart('immediate'),
    ];
    try {
      for (const fail of failures) {
        await Promise.race([moreSales(acknowledged, 100), load]);
        await fail();
      }
      await Promise.race([moreSales(acknowledged, 100), load]);
    } finally {
      isOver = true;
    }
    await load;

    expect(new Set(refused)).toEqual(new Set(['DATABASE_UNAVAILABLE']));
    expect(server.child.exitCode).toBeNull();
    const sales = await sql<{ key: string; id: string; moved: number }>(
      `select s.receipt_number as key, s.id, sum(m.quantity)::int as moved
       from inventory.sales s join inventory.movements m on m.tenant_id = s.tenant_id and m.document_id = s.id
       group by s.tenant_id, s.id`,
    );
    expect(new Map(sales.map(({ key, id }) => [key, id]))).toEqual(acknowledged);
    expect(sales.filter(({ moved }) => moved !== -1)).toEqual([]);
    const { data } = await send('{ integrityRules { name violations } }', {});
    const rules = data.integrityRules as { violations: number }[];
    expect(rules.filter(({ violations }) => violations > 0)).toEqual([]);

    // The subscription was not interrupted and received each movement once.
    while (received.movements.length < acknowledged.size && !received.ended) await sleep(20);
    const moved = await sql<{ id: string }>(
      "select id from inventory.movements where kind = 'SALE' order by transaction_id, id",
    );
    expect(received.ended).toBeUndefined();
    expect(received.movements).toEqual(moved.map(({ id }) => id));
  });

  /** Receives the movements after a cursor by one subscription, without reconnecting. */
  function subscribe(cursor: string): {
    movements: string[];
    ended?: unknown;
    stop(): Promise<void>;
  } {
    const client = createClient({
      ...{ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const received: ReturnType<typeof subscribe> = {
      movements: [],
      stop: async () => void (await client.dispose()),
    };
    client.subscribe<{ stockChanged: { movement: { id: string; product: { sku: string } } } }>(
      {
        query: `subscription ($cursor: String) {
          stockChanged(cursor: $cursor) { cursor movement { id product { sku } } } }`,
        variables: { cursor },
      },
      {
        next: ({ data, errors }) => {
          if (errors) received.ended = errors;
          else received.movements.push(data!.stockChanged.movement.id);
        },
        error: (error) => (received.ended = error),
        complete: () => (received.ended ??= 'completed'),
      },
    );
    return received;
  }

  /** Waits until so many more sales are acknowledged. */
  async function moreSales(done: Map<string, string>, count: number): Promise<void> {
    const goal = done.size + count;
    while (done.size < goal) await sleep(10);
  }

  /** Ends all other sessions, as a fail-over does. */
  async function terminateAll(): Promise<void> {
    await sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
  }

  async function restart(how: 'fast' | 'immediate'): Promise<void> {
    await postgres.stop(how);
    await sleep(300);
    await postgres.start();
  }

  async function send(query: string, variables: object): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }

  async function sql<Row extends object>(text: string): Promise<Row[]> {
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }
});
