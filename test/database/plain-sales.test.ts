import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { asTenant, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { saleSql, UNKNOWN_ID } from '../rules/statements';

// A sale that needs nothing special is written without the triggers' steps. It must have the rows that they would write, and
// what is not plain must be left to them, with nothing written.

const RECORD = 'select inventory.record_plain_sale($1, $2, $3) as result';

interface Input {
  locationId: string;
  lines: object[];
}

describe('a plain sale', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeEach(async () => ({ database, shop } = await openShopDatabase()));
  afterEach(() => database?.drop());

  const inputOf = (line: object = {}, header: object = {}): Input => ({
    locationId: shop.location,
    lines: [{ productId: shop.product, quantity: 5, ...line }],
    ...header,
  });

  /** Calls the function as the app role, and commits. */
  async function record(input: object, role = 'clerk', tenant = shop.tenant): Promise<unknown> {
    const client = await database.pools.app.connect();
    try {
      await client.query('begin');
      await client.query('select inventory.identify($1)', [
        { tenant: shop.tenant, actor: 'till', role },
      ]);
      const { rows } = await client.query<{ result: unknown }>(RECORD, [
        tenant,
        randomUUID(),
        input,
      ]);
      await client.query('commit');
      return rows[0]!.result;
    } finally {
      client.release();
    }
  }

  const within = <Result>(work: (client: PoolClient) => Promise<Result>) =>
    asTenant(database.pools.super, shop.tenant, work);
  const rowsOf = (sql: string) =>
    within(async (client) => (await client.query<Record<string, unknown>>(sql)).rows);

  /** What is not the same in two sales of the same goods. */
  const OWN = `array['id', 'sale_id', 'document_id', 'document_line_id', 'receipt_number', 'receipt_number_key', 'created_at', 'recorded_at',
    'hash', 'transaction_id', 'opened_by_transaction', 'sequence', 'balance_before', 'balance_after', 'actor']`;
  const lastSale = () =>
    rowsOf(
      `select to_jsonb(s) - ${OWN} as sale, to_jsonb(l) - ${OWN} as line, to_jsonb(m) - ${OWN} as movement
       from inventory.sales s
       join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
       join inventory.movements m on m.tenant_id = s.tenant_id and m.document_id = s.id
       order by m.sequence desc, s.created_at desc limit 1`,
    );
  const figures = async () => {
    const [row] = await rowsOf(
      `select (select on_hand from inventory.stock_levels where product_id = '${shop.product}' and location_id = '${shop.location}') as level,
         (select sum(quantity) from inventory.batch_stock where product_id = '${shop.product}' and location_id = '${shop.location}') as batches,
         (select sum(quantity) from inventory.movements where product_id = '${shop.product}' and location_id = '${shop.location}') as movements,
         (select closing from inventory.daily_stock where product_id = '${shop.product}' and location_id = '${shop.location}'
          order by business_date desc limit 1) as closing,
         (select -sum(sales) from inventory.daily_stock where product_id = '${shop.product}') as sold,
         (select count(*) from inventory.sales) as sales`,
    );
    return Object.fromEntries(Object.entries(row!).map(([key, value]) => [key, Number(value)]));
  };

  it('has the rows that the triggers write', async () => {
    const occurredAt = '2020-01-02T03:04:05Z';
    expect(await record(inputOf({}, { occurredAt, receiptNumber: ' r 9 ' }))).toMatchObject({
      ...{ receiptNumber: 'r 9', locationId: shop.location, status: 'COMPLETED', actor: 'till' },
      ...{ occurredAt: '2020-01-02T03:04:05.000Z', businessDate: shop.today, replayed: false },
      lines: [{ productId: shop.product, quantity: 5, unit: 'unit', refundedQuantity: 0 }],
    });
    const plain = await lastSale();
    const sale = saleSql(shop, [{ quantity: 5 }], { occurredAt });
    await asTenant(database.pools.app, shop.tenant, (client) => client.query(sale));
    expect(plain).toEqual(await lastSale());
    expect(plain).toHaveLength(1);
  });

  it('moves the figures as its triggers would', async () => {
    const before = await figures();
    expect(await record(inputOf())).not.toBeNull();
    const plain = await figures();
    expect(plain).toEqual({
      ...{ level: before.level! - 5, batches: before.batches! - 5 },
      ...{ movements: before.movements! - 5, closing: before.closing! - 5 },
      ...{ sold: before.sold! + 5, sales: before.sales! + 1 },
    });
    await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query(saleSql(shop, [{ quantity: 5 }])),
    );
    const { level, batches, movements, closing } = await figures();
    expect([level, batches, movements, closing]).toEqual(
      [plain.level, plain.batches, plain.movements, plain.closing].map((figure) => figure! - 5),
    );
  });

  it('continues the chain: each hash is that of its row and the hash before', async () => {
    await record(inputOf());
    await record(inputOf());
    const [found] = await rowsOf(
      `select count(*)::int as movements, count(*) filter (where m.hash <> inventory.movement_hash(m.previous, m.tenant_id, m.id, m.kind,
           m.product_id, m.batch_id, m.location_id, m.quantity, m.sequence, m.balance_before, m.business_date, m.recorded_at, m.actor,
           m.reason, m.reverses_id, m.document_type, m.document_id, m.document_line_id))::int as wrong,
         bool_and(m.id > m.previous_id or m.previous_id is null) as ordered
       from (
         select m.*, lag(m.hash, 1, '') over w as previous, lag(m.id) over w as previous_id from inventory.movements m
         where m.batch_id = '${shop.batch}' window w as (partition by m.batch_id, m.location_id order by m.sequence)) m`,
    );
    expect(found).toEqual({ movements: expect.any(Number) as number, wrong: 0, ordered: true });
    expect(found!['movements']).toBeGreaterThan(3);
  });

  it.each<[string, (s: TestShop) => Input | [Input, string?, string?]]>([
    [
      'of two lines',
      (s) => ({ ...inputOf(), lines: [...inputOf().lines, { productId: s.product, quantity: 1 }] }),
    ],
    ['without a line', () => ({ ...inputOf(), lines: [] })],
    ['of a batch', (s) => inputOf({ batchId: s.batch })],
    ['of a lot', (s) => inputOf({ lotId: s.lot })],
    ['of a given date', (s) => inputOf({}, { businessDate: s.today })],
    ['of a reservation', (s) => inputOf({}, { reservationIds: [s.reservation] })],
    ['in packs', () => inputOf({ unit: 'pack' })],
    ['of nothing', () => inputOf({ quantity: 0 })],
    ['of less than nothing', () => inputOf({ quantity: -1 })],
    ['of too much', () => inputOf({ quantity: 1_000_000_000_001 })],
    ['of more than there is', () => inputOf({ quantity: 10_000 })],
    ['of more than the first batch has', () => inputOf({ quantity: 120 })],
    ['of a product that is not tracked', (s) => inputOf({ productId: s.postage })],
    ['of a product that is not active', (s) => inputOf({ productId: s.inactive })],
    ['of an unknown product', () => inputOf({ productId: UNKNOWN_ID })],
    ['at an unknown location', () => inputOf({}, { locationId: UNKNOWN_ID })],
    ['by a viewer', () => [inputOf(), 'viewer']],
    ['in another tenant', () => [inputOf(), 'admin', UNKNOWN_ID]],
  ])('is none %s: nothing is written', async (_, given) => {
    const found = given(shop);
    const [input, role, tenant] = Array.isArray(found) ? found : [found];
    const before = await figures();
    expect(await record(input, role, tenant)).toBeNull();
    expect(await figures()).toEqual(before);
  });

  it('is none at a place that is set apart, that holds a promise or whose chain is frozen', async () => {
    const set = (statement: string) =>
      within(async (client) => {
        await client.query('set local session_replication_role = replica');
        await client.query(statement);
      });
    const product = `product_id = '${shop.product}' and location_id = '${shop.location}'`;
    for (const [change, back] of [
      [
        `update inventory.locations set kind = 'QUARANTINE' where id = '${shop.location}'`,
        `update inventory.locations set kind = 'STOREFRONT' where id = '${shop.location}'`,
      ],
      [
        `update inventory.stock_levels set reserved = 1 where ${product}`,
        `update inventory.stock_levels set reserved = 0 where ${product}`,
      ],
      [
        `update inventory.batch_stock set frozen = true where ${product}`,
        `update inventory.batch_stock set frozen = false where ${product}`,
      ],
    ]) {
      await set(change!);
      const before = await figures();
      expect(await record(inputOf())).toBeNull();
      expect(await figures()).toEqual(before);
      await set(back!);
      expect(await record(inputOf())).not.toBeNull();
    }
    await set(`update inventory.tenants set last_closed_on = '${shop.today}'`);
    expect(await record(inputOf())).toBeNull();
  });

  it('is none in a transaction that reads an old snapshot', async () => {
    const client = await database.pools.app.connect();
    await client.query('begin isolation level repeatable read');
    await client.query(
      `select set_config('app.tenant_id', $1, true), set_config('app.role', 'clerk', true)`,
      [shop.tenant],
    );
    const { rows } = await client.query(RECORD, [shop.tenant, randomUUID(), inputOf()]);
    await client.query('rollback');
    client.release();
    expect(rows).toEqual([{ result: null }]);
  });

  it('of more than the first batch has is taken from the next one too', async () => {
    const before = await figures();
    await shop.call('record_sale', inputOf({ quantity: 120 }));
    const after = await figures();
    expect([after.level, after.batches, after.movements, after.closing]).toEqual(
      [before.level, before.batches, before.movements, before.closing].map((f) => f! - 120),
    );
  });
});
