import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { signToken } from '../../src/auth/token';
import { startBincard, type BincardProcess } from '../support/bincard-process';
import { makeDataDir } from '../support/running-server';
import { describeWithStandby, startPair, type Pair } from '../support/standby';

// The primary is lost under load and its standby promoted. The server is not started again: it is given both hosts. Every
// sale that was acknowledged is there once, and queries are answered throughout.

const SECRET = 'a secret for the test of a promotion, long enough';
const SELLERS = 4;
const SALE = 'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }';
const READS = [
  '{ products(first: 20) { nodes { sku stock { onHand available } } } }',
  '{ sales(first: 5) { nodes { id lines { quantity } } } }',
];

interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the test selects
  readonly data?: any;
  readonly errors?: { extensions: { code: string; retryable?: boolean } }[];
}

describeWithStandby('a promotion under load', () => {
  let pair: Pair;
  let server: BincardProcess;
  let url: string;
  let tenant: string;
  let dataDir: string;
  let locationId: string;
  let productId: string;

  beforeAll(async () => {
    dataDir = makeDataDir();
    pair = await startPair();
    const env = { NODE_ENV: 'production', JWT_SECRET: SECRET, BINCARD_READ_URL: pair.url };
    server = startBincard(pair.url, dataDir, { ...env, BINCARD_RATE_LIMIT: '0' });
    url = await server.url;
    const [made] = await pair.primary.query<{ id: string }>(
      "select inventory.create_tenant('shop', 'shop', 'UTC') as id",
    );
    tenant = made!.id;
    const create = async (mutation: string, type: string, input: object): Promise<string> => {
      const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`;
      return (await send('till', text, { input })).data[mutation].id as string;
    };
    const location = { code: 'FRONT', name: 'Front', kind: 'STOREFRONT' };
    locationId = await create('createLocation', 'CreateLocationInput', location);
    productId = await create('createProduct', 'CreateProductInput', { sku: 'TEA', name: 'Tea' });
    const lines = [{ productId, batchNumber: '1', quantity: 1_000_000 }];
    await create('receiveStock', 'ReceiveStockInput', { locationId, lines });
  });
  afterAll(async () => {
    server?.child.kill('SIGTERM');
    await server?.code;
    await pair?.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('loses no sale and doubles none, and answers queries throughout', async () => {
    const acknowledged = new Map<string, string>();
    const refused = new Set<string>();
    const failedReads: unknown[] = [];
    let reads = 0;
    let isOver = false;
    const sell = async (seller: number) => {
      for (let n = 0; !isOver; n++) {
        const receiptNumber = `${seller}-${n}`;
        const lines = [{ productId, quantity: 1 }];
        const input = { locationId, receiptNumber, idempotencyKey: receiptNumber, lines };
        for (;;) {
          const { data, errors } = await send(`seller ${seller}`, SALE, { input });
          if (!errors) {
            acknowledged.set(receiptNumber, data.recordSale.id as string);
            break;
          }
          for (const { extensions } of errors) {
            refused.add(extensions.code);
            expect(extensions).toMatchObject({ retryable: true });
          }
          await sleep(20);
        }
      }
    };
    const read = async () => {
      for (let n = 0; !isOver; n++) {
        const { errors } = await send('reader', READS[n % READS.length]!, {});
        if (errors) failedReads.push(errors);
        else reads++;
        await sleep(5);
      }
    };
    const moreSales = async (count: number) => {
      const goal = acknowledged.size + count;
      while (acknowledged.size < goal) await sleep(10);
    };
    const load = Promise.all([
      ...Array.from({ length: SELLERS }, (_, seller) => sell(seller)),
      ...[read(), read()],
    ]);
    let without: number;
    try {
      await Promise.race([moreSales(150), load]);
      await pair.primary.kill();
      const before = reads;
      await sleep(1500); // nothing accepts a write
      without = reads - before;
      await pair.promote();
      await Promise.race([moreSales(150), load]);
    } finally {
      isOver = true;
    }
    await load;

    expect(failedReads).toEqual([]);
    expect(without).toBeGreaterThan(20);
    expect([...refused]).toEqual(['DATABASE_UNAVAILABLE']);
    expect(server.child.exitCode).toBeNull();
    const sales = await pair.standby.query<{ key: string; id: string; moved: number }>(
      `select s.receipt_number as key, s.id, sum(m.quantity)::int as moved
       from inventory.sales s join inventory.movements m on m.tenant_id = s.tenant_id and m.document_id = s.id
       group by s.tenant_id, s.id`,
    );
    const lost = [...acknowledged].filter(
      ([key, id]) => !sales.some((s) => s.key === key && s.id === id),
    );
    const doubled = sales.filter(
      ({ key, id, moved }) => acknowledged.get(key) !== id || moved !== -1,
    );
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    expect(sales).toHaveLength(acknowledged.size);
    const { data } = await send('reader', '{ integrityRules { name violations } }', {});
    const rules = data.integrityRules as { violations: number }[];
    expect(rules.filter(({ violations }) => violations > 0)).toEqual([]);
  });

  async function send(actor: string, query: string, variables: object): Promise<Answer> {
    const token = await signToken(
      { tenantId: tenant, actor, role: 'admin' },
      new TextEncoder().encode(SECRET),
    );
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }
});
