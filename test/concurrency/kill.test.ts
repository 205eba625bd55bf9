import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { makeDataDir, runServer, type RunningServer } from '../support/running-server';

// A server process and a PostgreSQL process are killed under load. Every acknowledged sale must be recorded exactly once;
// a client without an answer sends its request again with the same idempotency key.

const CLIENTS = 6;
const SALES_PER_CLIENT = 25;
const SALE = `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`;

interface Answer {
  data?: Record<string, { id: string }>;
  errors?: { extensions: { code: string; retryable?: boolean } }[];
}

describe.each(['on', 'off'])('killed under load, sales in groups %s', (groups) => {
  const settings = { BINCARD_GROUPED_WRITES: groups };
  let dataDir: string;
  let server: RunningServer;
  let locationId: string;
  let productId: string;

  beforeAll(async () => {
    dataDir = makeDataDir();
    server = await runServer(dataDir, { settings });
    locationId = await create('createLocation', 'CreateLocationInput', {
      ...{ code: 'KILL', name: 'Kill', kind: 'STOREFRONT' },
    });
    productId = await create('createProduct', 'CreateProductInput', { sku: 'KILL', name: 'Kill' });
    await create('receiveStock', 'ReceiveStockInput', {
      locationId,
      lines: [{ productId, batchNumber: '1', quantity: 10_000 }],
    });
  });
  afterAll(async () => {
    await server?.end('SIGINT');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('the server: every sale is in the ledger exactly once', async () => {
    await sellWhile('server', async () => {
      await server.end('SIGKILL');
      server = await runServer(dataDir, { settings });
    });
  });

  it('a PostgreSQL backend: every sale is in the ledger exactly once', async () => {
    await sellWhile('backend', async () => {
      const { rows } = await query<{ pid: number }>(
        `select pid from pg_stat_activity where query ~ 'inventory\\.(write_group|record_sale)' and pid <> pg_backend_pid()
         order by query like '%write_group%' desc, query like '%record_sale%' desc limit 1`,
      );
      // When one backend is killed, PostgreSQL ends all others and recovers.
      process.kill(rows[0]!.pid, 'SIGKILL');
    });
  });

  async function sellWhile(name: string, kill: () => Promise<void>): Promise<void> {
    const acknowledged = new Map<string, string>();
    const load = Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let n = 0; n < SALES_PER_CLIENT; n++) {
          const key = `${name}-${client}-${n}`;
          acknowledged.set(key, await sellUntilAnswered(key));
        }
      }),
    );
    await sleep(100);
    await kill();
    await load;

    const { rows } = await query<{ key: string; id: string; moved: number }>(
      `select s.receipt_number as key, s.id, sum(m.quantity)::int as moved
       from inventory.sales s join inventory.movements m on m.tenant_id = s.tenant_id and m.document_id = s.id
       where s.receipt_number like '${name}-%' group by s.tenant_id, s.id`,
    );
    expect(rows).toHaveLength(CLIENTS * SALES_PER_CLIENT);
    expect(new Map(rows.map((row) => [row.key, row.id]))).toEqual(acknowledged);
    expect(rows.every((row) => row.moved === -1)).toBe(true);
    const answer = await send(`{ integrityRules { name violations } }`, {});
    const rules = answer.data!['integrityRules'] as unknown as { violations: number }[];
    expect(rules.filter((rule) => rule.violations > 0)).toEqual([]);
  }

  /** Sends a sale until it is answered. Any error that is not retryable fails the test. */
  async function sellUntilAnswered(key: string): Promise<string> {
    const input = { locationId, receiptNumber: key, idempotencyKey: key };
    for (;;) {
      let answer: Answer;
      try {
        answer = await send(SALE, { input: { ...input, lines: [{ productId, quantity: 1 }] } });
      } catch {
        await sleep(50); // the server is not running
        continue;
      }
      if (answer.data?.['recordSale']) return answer.data['recordSale'].id;
      expect(answer.errors?.[0]?.extensions).toMatchObject({ retryable: true });
      await sleep(50);
    }
  }

  async function create(mutation: string, type: string, input: object): Promise<string> {
    const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
    return (await send(text, { input })).data![mutation]!.id;
  }

  async function send(text: string, variables: object): Promise<Answer> {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
      body: JSON.stringify({ query: text, variables }),
    });
    return (await response.json()) as Answer;
  }

  async function query<Row extends object>(text: string): Promise<{ rows: Row[] }> {
    const pidFile = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
    const password = readFileSync(path.join(dataDir, 'postgres-password'), 'utf8').trim();
    const port = pidFile.split('\n')[3];
    const client = new Client({
      connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/bincard`,
    });
    await client.connect();
    try {
      return await client.query<Row>(text);
    } finally {
      await client.end();
    }
  }
});
