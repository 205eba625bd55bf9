import { randomUUID } from 'node:crypto';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { UNKNOWN_ID } from '../rules/statements';

// The plain sales of a group are written without the triggers' steps. They must have the rows that the triggers write, and
// what is not plain must be left out of them.

interface Request {
  readonly actor?: string;
  readonly role?: string;
  readonly input: Record<string, unknown>;
}

/** What the function's comment says of each. */
interface Written {
  readonly results: ({ id: string; lines: object[] } | null)[];
  readonly others: string[];
  readonly again: string[] | null;
}

describe('the plain sales of a group', () => {
  let database: TestDatabase;
  let shop: TestShop;
  /** Two products with the same batches: 10 and 20 units, in a unit and packs of 6. */
  let products: [string, string];

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  beforeEach(async () => {
    products = [await receive(), await receive()];
  });
  afterAll(() => database?.drop());

  const dayBefore = (days: number) => {
    const day = new Date(`${shop.today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - days);
    return day.toISOString().slice(0, 10);
  };

  async function receive(): Promise<string> {
    const sku = randomUUID();
    const units = [{ code: 'pack', factor: 6 }];
    const { id } = await shop.call('create_product', { sku, name: sku, units });
    await shop.call('receive_stock', {
      ...{ locationId: shop.location, businessDate: dayBefore(9) },
      lines: [
        { productId: id, batchNumber: 'first', quantity: 10, expiryDate: '2100-01-01' },
        { productId: id, batchNumber: 'second', quantity: 20, expiryDate: '2100-02-01' },
      ],
    });
    return id;
  }

  const line = (more: object = {}) => ({ productId: products[0], quantity: 1, ...more });
  const request = (input: object = {}, more: Omit<Request, 'input'> = {}): Request => ({
    ...{ actor: 'till', role: 'clerk', ...more },
    input: { locationId: shop.location, lines: [line()], ...input },
  });

  /** Calls the function as the app role; commits, or takes it back with what it has locked. */
  async function record(
    requests: Request[],
    { without = [] as number[], isolation = 'read committed', keep = false } = {},
  ): Promise<Written> {
    const client = await database.pools.app.connect();
    try {
      await client.query(`begin isolation level ${isolation}`);
      await client.query(`select set_config('app.tenant_id', $1, true)`, [shop.tenant]);
      const { rows } = await client.query<Written>(
        'select * from inventory.record_plain_sales($1, $2::jsonb[], $3)',
        [
          shop.tenant,
          requests.map(({ actor, role, input }) =>
            JSON.stringify({ identity: { tenant: shop.tenant, actor, role }, input }),
          ),
          without,
        ],
      );
      await client.query(keep ? 'commit' : 'rollback');
      return rows[0]!;
    } finally {
      client.release();
    }
  }

  const read = <Row extends object>(sql: string, ...values: string[]): Promise<Row[]> =>
    asTenant(database.pools.super, shop.tenant, async (client) => {
      return (await client.query<Row>(sql, values)).rows;
    });

  /** What differs between two sales of the same goods, one after the other. */
  const OWN = `array['id', 'sale_id', 'document_id', 'document_line_id', 'receipt_number', 'receipt_number_key', 'created_at', 'recorded_at',
    'hash', 'head_hash', 'transaction_id', 'opened_by_transaction', 'product_id', 'batch_id', 'received_at', 'last_movement_at']`;

  /** All that the sales of a product have written, in order. */
  async function rowsOf(product: string): Promise<unknown[]> {
    const tables: [string, string][] = [
      [
        'sales',
        `exists (select from inventory.sale_lines l where l.tenant_id = r.tenant_id and l.sale_id = r.id and l.product_id = $1) order by id`,
      ],
      ['sale_lines', 'product_id = $1 order by sale_id, line_number'],
      ['movements', `product_id = $1 and kind = 'SALE' order by id`],
      ['batch_stock', 'product_id = $1 order by expiry_date'],
      ['stock_levels', 'product_id = $1'],
      ['daily_stock', 'product_id = $1 order by business_date'],
    ];
    const found: unknown[] = [];
    for (const [table, rest] of tables) {
      found.push(
        await read(
          `select to_jsonb(r) - ${OWN} as row from inventory.${table} r where ${rest}`,
          product,
        ),
      );
    }
    return found;
  }

  it('have the rows that the triggers write for each alone', async () => {
    const lines: object[][] = [
      [{ quantity: 3 }, { quantity: 2 }],
      [{ quantity: 1, unit: 'pack' }, { quantity: 4 }], // from both batches
      [{ quantity: 2 }, { productId: shop.postage, quantity: 1 }],
    ];
    const inputs = (product: string, days?: number) =>
      lines.map((each) => ({
        ...{ locationId: shop.location, occurredAt: '2020-01-02T03:04:05Z' },
        ...(days !== undefined && { businessDate: dayBefore(days) }),
        lines: each.map((one) => ({ productId: product, ...one })),
      }));
    for (const days of [3, 0, undefined]) {
      const [together, apart] = products;
      const written = await record(
        inputs(together, days).map((input) => ({ actor: 'tester', role: 'admin', input })),
        { keep: true },
      );
      expect(written.results.map((result) => result?.lines.length)).toEqual([2, 2, 2]);
      for (const input of inputs(apart, days)) await shop.call('record_sale', input);
      expect(await rowsOf(together)).toEqual(await rowsOf(apart));
      products = [await receive(), await receive()];
    }
  });

  it('continue the chain: each hash is that of its row and the hash before', async () => {
    await record([request(), request({ lines: [line({ quantity: 12 }), line()] })], { keep: true });
    await record([request(), request()], { keep: true });
    const [found] = await read<object>(
      `select count(*)::int as movements, count(*) filter (where m.hash <> inventory.movement_hash(m.previous, m.tenant_id, m.id, m.kind,
           m.product_id, m.batch_id, m.location_id, m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor,
           m.reason, m.reverses_id, m.document_type, m.document_id, m.document_line_id))::int as wrong,
         count(*) filter (where m.id <= m.previous_id)::int as unordered
       from (
         select m.*, lag(m.hash, 1, '') over w as previous, lag(m.id) over w as previous_id from inventory.movements m
         where m.product_id = $1 window w as (partition by m.batch_id, m.location_id order by m.sequence)) m`,
      products[0],
    );
    expect(found).toEqual({ movements: 8, wrong: 0, unordered: 0 });
  });

  const key = (idempotencyKey: string) => ({ idempotencyKey });
  // Each is left out, with a plain one before and after it written.
  it.each<[string, 'apart' | 'others', () => Request]>([
    ['by a viewer', 'apart', () => request({}, { role: 'viewer' })],
    ['by nobody', 'apart', () => ({ input: request().input })],
    ['without a line', 'apart', () => request({ lines: [] })],
    ['with lines that are none', 'apart', () => request({ lines: 'x' })],
    ['at an unknown location', 'apart', () => request({ locationId: UNKNOWN_ID })],
    [
      'of postage at an unknown location',
      'apart',
      () => request({ locationId: UNKNOWN_ID, lines: [line({ productId: shop.postage })] }),
    ],
    ['with an empty key', 'apart', () => request(key(' '))],
    ['with a long key', 'apart', () => request(key('k'.repeat(201)))],
    ['with a key that is taken', 'apart', () => request(key('k-1'))],
    ['of a time to come', 'apart', () => request({ occurredAt: '2999-01-01T00:00:00Z' })],
    ['of an infinite time', 'apart', () => request({ occurredAt: '-infinity' })],
    [
      'of a date to come',
      'apart',
      () => request({ businessDate: '2999-01-01' }, { role: 'admin' }),
    ],
    [
      'of a date long ago',
      'apart',
      () => request({ businessDate: '1999-12-31' }, { role: 'admin' }),
    ],
    ['of an earlier date by a clerk', 'apart', () => request({ businessDate: dayBefore(1) })],
    ['with an empty number', 'apart', () => request({ receiptNumber: ' ' })],
    ['with a long number', 'apart', () => request({ receiptNumber: 'n'.repeat(129) })],
    ['with a number that is taken', 'apart', () => request({ receiptNumber: 'r-1' })],
    ['with a number of the group', 'apart', () => request({ receiptNumber: 'first' })],
    ['of an unknown product', 'apart', () => request({ lines: [line({ productId: UNKNOWN_ID })] })],
    [
      'of an inactive product',
      'apart',
      () => request({ lines: [line({ productId: shop.inactive })] }),
    ],
    ['in an unknown unit', 'apart', () => request({ lines: [line({ unit: 'crate' })] })],
    ['of nothing', 'apart', () => request({ lines: [line({ quantity: 0 })] })],
    [
      'of too much',
      'apart',
      () => request({ lines: [line({ quantity: 200_000_000_000, unit: 'pack' })] }),
    ],
    ['of a reservation', 'others', () => request({ reservationIds: [shop.reservation] })],
    ['of an amount', 'others', () => request({ lines: [line({ amount: '1', quantity: null })] })],
    ['of a batch', 'others', () => request({ lines: [line(), line({ batchId: UNKNOWN_ID })] })],
    ['of a lot', 'others', () => request({ lines: [line({ lotId: UNKNOWN_ID })] })],
  ])('leave out one %s (%s)', async (_, way, bad) => {
    const first = request({ receiptNumber: 'First' });
    const { results, others, again } = await record([first, bad(), request()]);
    expect(results.map((result) => result !== null)).toEqual([true, false, true]);
    expect(others.map(Number)).toEqual(way === 'others' ? [2] : []);
    expect(again).toBeNull();
  });

  it('leave out those of one key, and whom they are told to', async () => {
    const requests = [request(key('one')), request(key('one')), request(), request()];
    const { results } = await record(requests, { without: [3] });
    expect(results.map((result) => result !== null)).toEqual([false, false, false, true]);
  });

  it('are none in a transaction that reads an old snapshot, or of another tenant', async () => {
    const { results } = await record([request(), request()], { isolation: 'repeatable read' });
    expect(results).toEqual([null, null]);
  });

  it('are to be written without those for whom too little is left after the ones before them', async () => {
    const quantities = [25, 6, 4, 2, 1];
    const requests = quantities.map((quantity) => request({ lines: [line(), line({ quantity })] }));
    const { again, others } = await record(requests);
    expect([again!.map(Number), others]).toEqual([[2, 3, 5], []]);
    const { results } = await record(requests, { without: again!.map(Number) });
    expect(results.map((result) => result !== null)).toEqual([true, false, false, true, false]);
  });

  it.each([
    ['something is reserved', 'stock_levels', 'reserved = 1', 'reserved = 0'],
    ['a chain is frozen', 'batch_stock', 'frozen = true', 'frozen = false'],
    ['goods are set apart', 'locations', `kind = 'QUARANTINE'`, `kind = 'STOREFRONT'`],
    ['something has moved later', 'stock_levels', `last_business_date = '2999-01-01'`, ''],
    ['a batch has moved later', 'batch_stock', `last_business_date = '2999-01-01'`, ''],
  ])('are to be written without those of a place where %s', async (_, table, change, back) => {
    const rows =
      table === 'locations' ? `id = '${shop.location}'` : `product_id = '${products[0]}'`;
    const set = (assignment: string) =>
      asTenant(database.pools.super, shop.tenant, async (client) => {
        await client.query('set local session_replication_role = replica');
        await client.query(`update inventory.${table} set ${assignment} where ${rows}`);
      });
    const dated = { businessDate: dayBefore(1) };
    const requests = [
      request({ ...dated, lines: [line({ productId: shop.postage })] }, { role: 'manager' }),
      request(dated, { role: 'manager' }),
    ];
    await set(change);
    const { again, others } = await record(requests);
    await set(back || `last_business_date = '${dayBefore(9)}'`);
    expect([again?.map(Number), others.map(Number)]).toEqual([[2], [2]]);
    expect((await record(requests)).again).toBeNull();
  });

  it('are of one date at each place', async () => {
    const dates = [dayBefore(2), dayBefore(1)];
    const { again } = await record(
      dates.map((businessDate) => request({ businessDate }, { role: 'manager' })),
    );
    expect(again?.map(Number)).toEqual([1, 2]);
  });

  it('leave a group its order: refused ones are told so, and all others are written', async () => {
    const requests = Array.from({ length: 30 }, (_, n) =>
      n % 3 === 2
        ? request({ lines: [line({ quantity: 100 })] })
        : n % 7 === 3
          ? request({ lines: [line({ amount: '1', quantity: undefined })] })
          : request(),
    );
    const { rows } = await database.pools.app.query<{
      result: { error?: { constraint: string } }[];
    }>(`select inventory.write_group($1, 'record_sale', $2) as result`, [
      shop.tenant,
      JSON.stringify(requests),
    ]);
    expect(rows[0]!.result.map(({ error }) => error?.constraint)).toEqual(
      requests.map((_, n) => (n % 3 === 2 ? 'insufficient_stock' : undefined)),
    );
    const [level] = await read<{ on_hand: string }>(
      'select on_hand from inventory.stock_levels where product_id = $1',
      products[0],
    );
    expect(Number(level!.on_hand)).toBe(10);
  });
});
