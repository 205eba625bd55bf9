import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { Client } from 'pg';
import WebSocket from 'ws';
import { startBincard, type BincardProcess } from '../support/bincard-process';
import { makePostgres, type OwnPostgres } from '../support/own-postgres';
import { signToken } from '../../src/auth/token';
import { makeDataDir } from '../support/running-server';

// A server process, its worker included, while PostgreSQL ends its sessions and is restarted under load. Every
// request is answered, with data or with an error that says to send it again; and nothing is lost or done twice.

const SECRET = 'a secret that only this test knows, and long enough';
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

describe('PostgreSQL goes away under load', () => {
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
    const make = async (mutation: string, type: string, input: object): Promise<string> => {
      const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
      return (await send(text, { input })).data[mutation].id as string;
    };
    const place = { code: 'FRONT', name: 'Front', kind: 'STOREFRONT' };
    locationId = await make('createLocation', 'CreateLocationInput', place);
    productId = await make('createProduct', 'CreateProductInput', { sku: 'TEA', name: 'Tea' });
    const lines = [{ productId, batchNumber: '1', quantity: 1_000_000 }];
    await make('receiveStock', 'ReceiveStockInput', { locationId, lines });
  });
  let hearing: { stop(): Promise<void> } | undefined;
  afterAll(async () => {
    await hearing?.stop();
    server?.child.kill('SIGTERM');
    await server?.code;
    await postgres?.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('answers every request, and does each once', async () => {
    const refused: string[] = [];
    const acknowledged = new Map<string, string>();
    const { cursor } = (await send('{ movementsSince(limit: 500) { cursor } }', {})).data
      .movementsSince;
    const heard = subscribe(cursor as string);
    hearing = heard;
    let over = false;

    /** Sends until there is data; what may not be sent again fails the test. */
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
      for (let n = 0; !over; n++) {
        const receiptNumber = `${seller}-${n}`;
        const lines = [{ productId, quantity: 1 }];
        const input = { locationId, receiptNumber, idempotencyKey: receiptNumber, lines };
        acknowledged.set(receiptNumber, (await answered(SALE, { input }))['recordSale']!.id);
      }
    };
    const read = async () => {
      for (let n = 0; !over; n++) await answered(READS[n % READS.length]!, {});
    };
    const exportAll = async () => {
      while (!over) {
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(url.replace('/graphql', '/export/movements.csv'), { headers });
        // What was cut off in the middle breaks off; it does not end.
        const text = await response.text().catch(() => 'broken off');
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

    const disasters = [
      terminateAll,
      terminateAll,
      () => restart('fast'),
      terminateAll,
      () => restart('immediate'),
    ];
    try {
      for (const disaster of disasters) {
        await Promise.race([moreThan(acknowledged, 100), load]);
        await disaster();
      }
      await Promise.race([moreThan(acknowledged, 100), load]);
    } finally {
      over = true;
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

    // The subscription was never told of any of it, and has heard each movement once.
    while (heard.movements.length < acknowledged.size && !heard.ended) await sleep(20);
    const moved = await sql<{ id: string }>(
      "select id from inventory.movements where kind = 'SALE' order by transaction_id, id",
    );
    expect(heard.ended).toBeUndefined();
    expect(heard.movements).toEqual(moved.map(({ id }) => id));
  });

  /** Everything that the feed tells after a cursor, by one subscription that is never made anew. */
  function subscribe(cursor: string): {
    movements: string[];
    ended?: unknown;
    stop(): Promise<void>;
  } {
    const client = createClient({
      ...{ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${token}` },
    });
    const heard: ReturnType<typeof subscribe> = {
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
          if (errors) heard.ended = errors;
          else heard.movements.push(data!.stockChanged.movement.id);
        },
        error: (error) => (heard.ended = error),
        complete: () => (heard.ended ??= 'completed'),
      },
    );
    return heard;
  }

  async function moreThan(done: Map<string, string>, count: number): Promise<void> {
    const goal = done.size + count;
    while (done.size < goal) await sleep(10);
  }

  /** Ends every session but this one, as a fail-over does. */
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
