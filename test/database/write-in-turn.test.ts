import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { GROUPED, GroupedWrites } from '../../src/database/grouped-writes';
import type { RequestError } from '../../src/database/grouped-request-error';
import { createPool } from '../../src/database/pool';
import type { TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Voids, refunds and reservations that arrive together: each in a savepoint of one transaction.

interface Sale {
  readonly id: string;
  readonly lines: { readonly id: string }[];
}

type Outcome = { readonly result?: { id: string }; readonly error?: RequestError };

let database: TestDatabase;
let shop: TestShop;

beforeAll(async () => {
  ({ database, shop } = await openShopDatabase());
});
afterAll(() => database?.drop());

async function ask<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await database.pools.super.query<Row>(text, values)).rows;
}

const sell = () =>
  shop.call<Sale>('record_sale', {
    locationId: shop.location,
    lines: [{ productId: shop.product, quantity: 2 }],
  });

async function write(operation: string, ...requests: object[]): Promise<Outcome[]> {
  const { rows } = await database.pools.app.query<{ result: Outcome[] }>(
    'select inventory.write_group($1, $2, $3) as result',
    [shop.tenant, operation, JSON.stringify(requests)],
  );
  return rows[0]!.result;
}

const clerk = (actor: string, input: object) => ({ actor, role: 'clerk', input });

/** What became of each: `done`, or the rule that refused it. */
const outcomes = (answers: Outcome[]) =>
  answers.map(({ result, error }) => (result ? 'done' : (error!.constraint ?? error!.code)));

const left = async () => {
  const [row] = await ask<{ left: string }>(
    'select sum(quantity) as left from inventory.batch_stock where product_id = $1',
    [shop.product],
  );
  return Number(row!.left);
};

it('the server groups what the database writes in groups', async () => {
  const rows = await ask<{ name: string }>(
    `select p.proname as name from pg_proc p
     where p.pronamespace = 'inventory'::regnamespace and inventory.is_written_in_groups(p.proname)`,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual([...GROUPED].sort());
});

it('refuses what is not written in groups', async () => {
  await expect(write('receive_stock', clerk('anna', {}))).rejects.toThrow(
    'receive_stock is not written in groups',
  );
});

it('voids each by its own actor, once', async () => {
  await shop.call('receive_stock', {
    locationId: shop.location,
    lines: [{ productId: shop.product, quantity: 10 }],
  });
  const before = await left();
  const [first, second, third] = [await sell(), await sell(), await sell()];
  const answers = await write(
    'void_sale',
    clerk('anna', { id: first.id, reason: 'one' }),
    clerk('ben', { id: second.id, reason: 'two' }),
    clerk('carl', { id: first.id, reason: 'again' }),
    clerk('dora', { id: randomUUID(), reason: 'unknown' }),
    { actor: 'vera', role: 'viewer', input: { id: third.id, reason: 'not allowed' } },
  );
  expect(outcomes(answers)).toEqual([
    ...['done', 'done', 'illegal_transition', 'sale_unknown', '42501'],
  ]);
  expect(answers[0]!.result).toEqual(
    (
      await ask<{ sale: object }>('select inventory.sale_json($1, $2, false) as sale', [
        ...[shop.tenant, first.id],
      ])
    )[0]!.sale,
  );
  expect(await left()).toBe(before - 2);
  const voids = await ask<{ actor: string; reason: string }>(
    `select actor, reason from inventory.movements where kind = 'SALE_VOID' and document_id = any ($1) order by id`,
    [[first.id, second.id]],
  );
  expect(voids).toEqual([
    { actor: 'anna', reason: 'one' },
    { actor: 'ben', reason: 'two' },
  ]);
});

it('refunds no more than was sold, whoever of the group asks', async () => {
  const { id, lines } = await sell();
  const refund = (quantity: number, more: object = {}) => ({
    ...{ saleId: id, reason: 'test', lines: [{ saleLineId: lines[0]!.id, quantity }], ...more },
  });
  const key = { idempotencyKey: randomUUID() };
  const answers = await write(
    'refund_sale',
    clerk('anna', refund(1, key)),
    clerk('anna', refund(1, key)),
    clerk('ben', refund(2)),
    clerk('carl', refund(1, { locationId: shop.otherLocation })),
    clerk('dora', refund(1)),
  );
  expect(outcomes(answers)).toEqual([
    ...['done', 'done', 'refund_exceeds_sale', 'done', 'refund_exceeds_sale'],
  ]);
  expect(answers[1]!.result!.id).toBe(answers[0]!.result!.id);
  const [sale] = await ask<{ status: string }>('select status from inventory.sales where id = $1', [
    id,
  ]);
  expect(sale!.status).toBe('REFUNDED');
});

it.each(['void_sale', 'refund_sale'])(
  '%s locks the components of kits first',
  async (operation) => {
    const { id: part } = await shop.call('create_product', { sku: randomUUID(), name: 'Part' });
    const { id: kit } = await shop.call('create_product', {
      ...{ sku: randomUUID(), name: 'Kit', kind: 'KIT' },
      components: [{ productId: part, quantity: 1 }],
    });
    await shop.call('receive_stock', {
      locationId: shop.location,
      lines: [{ productId: part, quantity: 4 }],
    });
    const sold = await shop.call<Sale>('record_sale', {
      locationId: shop.location,
      lines: [{ productId: kit, quantity: 1 }],
    });
    const client = await database.pools.app.connect();
    try {
      await client.query('begin');
      // Both are refused, so what is locked is what was locked before.
      const input = { id: sold.id, saleId: sold.id, lines: [] };
      await client.query('select inventory.write_group($1, $2, $3)', [
        ...[shop.tenant, operation, JSON.stringify([clerk('anna', input), clerk('ben', input)])],
      ]);
      const lock = `select from inventory.stock_levels where product_id = $1 for no key update nowait`;
      await expect(ask(lock, [part])).rejects.toMatchObject({ code: '55P03' });
    } finally {
      await client.query('rollback');
      client.release();
    }
  },
);

it('promises what is there, and no more', async () => {
  const { id: productId } = await shop.call('create_product', { sku: randomUUID(), name: 'Few' });
  const line = { productId, quantity: 3 };
  await shop.call('receive_stock', { locationId: shop.location, lines: [line] });
  const reserve = (quantity: unknown) => ({
    ...{ productId, locationId: shop.location, quantity, expiresInSeconds: 3600 },
  });
  const answers = await write(
    'reserve_stock',
    ...[2, 2, 1, 0].map((quantity, n) => clerk(`till-${n}`, reserve(quantity))),
    clerk('careless', { productId: 'no id', locationId: shop.location, quantity: 1 }),
  );
  expect(outcomes(answers)).toEqual([
    ...['done', 'insufficient_stock', 'done', 'quantity_not_positive', '22P02'],
  ]);
  const [level] = await ask<{ reserved: string }>(
    'select reserved from inventory.stock_levels where product_id = $1',
    [productId],
  );
  expect(Number(level!.reserved)).toBe(3);
});

describe('the server', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = createPool(database.url, 'bincard_app', { max: 4 });
  });
  afterAll(() => pool?.end());

  it.each([
    ['void_sale', ({ id }: Sale) => ({ id, reason: 'test' })],
    [
      'refund_sale',
      ({ id, lines }: Sale) => ({
        ...{ saleId: id, reason: 'test', lines: [{ saleLineId: lines[0]!.id, quantity: 1 }] },
      }),
    ],
    [
      'reserve_stock',
      () => ({
        ...{ productId: shop.product, locationId: shop.location, quantity: 1 },
        expiresInSeconds: 3600,
      }),
    ],
  ] as const)('sends each %s that arrives meanwhile with the others', async (operation, input) => {
    await shop.call('receive_stock', {
      locationId: shop.location,
      lines: [{ productId: shop.product, quantity: 20 }],
    });
    const sales = [await sell(), await sell(), await sell(), await sell()];
    const sent: number[] = [];
    const writes = new GroupedWrites({
      ...{ pool, named: true, largest: 64 },
      onSend: ({ length }) => sent.push(length),
    });
    const answers = await Promise.all(
      sales.map((sale, n) =>
        writes.write<{ id: string }>(
          { tenantId: shop.tenant, actor: `till-${n}`, role: 'clerk' },
          ...([operation, input(sale)] as const),
        ),
      ),
    );
    expect(sent).toEqual([1, 3]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(4);
  });
});
