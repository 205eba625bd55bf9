import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { OutcomeUnknown } from '../../src/database/connection-errors';
import { toRefusal } from '../../src/database/error-mapping';
import { GroupedWrites } from '../../src/database/grouped-writes';
import { createPool } from '../../src/database/pool';
import type { TestDatabase } from '../support/database';
import { openShop, openShopDatabase, type TestShop } from '../support/shop';

interface Sale {
  readonly id: string;
  readonly actor: string;
  readonly receiptNumber: string;
  readonly replayed: boolean;
}

/** Only inside of write_group. */
const IN_GROUP = `current_setting('lock_timeout') = '1s'`;

describe('writes that arrive together', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let pool: Pool;
  let sent: number[];
  let retries: number;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    pool = createPool(database.url, 'bincard_app', { max: 4 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });
  beforeEach(() => {
    sent = [];
    retries = 0;
  });
  afterEach(() => database.pools.super.query('drop trigger if exists fail on inventory.sales'));

  const grouped = (largest = 64) =>
    new GroupedWrites({
      ...{ pool, named: true, largest },
      onRetry: () => retries++,
      onSend: ({ length }) => sent.push(length),
    });
  const by = (actor: string, tenantId = shop.tenant) =>
    ({ tenantId, actor, role: 'clerk' }) as const;
  const sale = (more: object = {}) => ({
    ...{ locationId: shop.location, lines: [{ productId: shop.product, quantity: 1 }] },
    ...more,
  });
  const sell = (writes: GroupedWrites, actors: readonly string[], more: object = {}) =>
    actors.map((actor) => writes.write<Sale>(by(actor), 'record_sale', sale(more)));
  const names = (count: number) => Array.from({ length: count }, (_, n) => `till-${n}`);

  /** Makes each insertion of a sale with this number fail. */
  async function failSales(receiptNumber: string, how: string): Promise<void> {
    await database.pools.super.query(`
      create or replace function public.fail() returns trigger language plpgsql security definer as $$ begin
        ${how} end $$;
      create trigger fail before insert on inventory.sales
        for each row when (new.receipt_number = '${receiptNumber}' and ${IN_GROUP})
        execute function public.fail()`);
  }

  it('sends the first alone and at once, and what arrives meanwhile in groups of at most the largest', async () => {
    const answers = await Promise.all(sell(grouped(4), names(8)));
    expect(sent).toEqual([1, 4, 3]);
    expect(answers.map(({ actor }) => actor)).toEqual(names(8));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(8);
  });

  it('sends each alone where nothing is on its way, or where groups are turned off', async () => {
    const writes = grouped();
    for (const actor of names(3)) await Promise.all(sell(writes, [actor]));
    expect(sent).toEqual([1, 1, 1]);
    await Promise.all(sell(grouped(1), names(3)));
    expect(sent).toEqual([1, 1, 1]);
  });

  it('groups neither tenants nor other operations', async () => {
    const other = await openShop(database, `other-${randomUUID().slice(0, 8)}`);
    const elsewhere = {
      ...{ locationId: other.location, lines: [{ productId: other.product, quantity: 1 }] },
    };
    const writes = grouped();
    const sku = randomUUID();
    const [first, second] = await Promise.all([
      writes.write<Sale>(by('anna'), 'record_sale', sale()),
      writes.write<Sale>(by('ben', other.tenant), 'record_sale', elsewhere),
      writes.write({ ...by('carl'), role: 'admin' }, 'create_product', { sku, name: 'X' }),
    ]);
    expect([first.actor, second.actor, ...sent]).toEqual(['anna', 'ben', 1, 1]);
  });

  it('gives each its own refusal, and one sale to requests with one key', async () => {
    const writes = grouped();
    const key = { idempotencyKey: randomUUID() };
    const results = await Promise.allSettled([
      ...sell(writes, ['first']),
      ...sell(writes, ['anna'], { lines: [{ productId: shop.product, quantity: 1_000_000 }] }),
      ...sell(writes, ['ben', 'carl'], key),
      ...sell(writes, ['dora'], { receiptNumber: 'R-1' }),
    ]);
    expect(sent).toEqual([1, 4]);
    const outcomes = results.map((each) =>
      each.status === 'fulfilled' ? each.value.replayed : toRefusal(each.reason)?.broken?.rule,
    );
    expect(outcomes).toEqual([false, 'insufficient_stock', false, true, 'receipt_number_taken']);
    const [, shortage] = results as PromiseRejectedResult[];
    expect(toRefusal(shortage!.reason)!.broken!.facts).toMatchObject({ requested: 1_000_000 });
  });

  it.each([
    ['a deadlock', '40P01', 4],
    ['a lock that it would wait for', '55P03', 0],
    ['a cancelled statement', '57014', 0],
  ])('sends each alone after %s of the group', async (_, code, expected) => {
    await failSales(
      `FAILS-${code}`,
      `raise exception using errcode = '${code}', message = 'fails';`,
    );
    const writes = grouped();
    const answers = await Promise.all([
      ...sell(writes, names(4)),
      ...sell(writes, ['anna'], { receiptNumber: `FAILS-${code}` }),
    ]);
    expect(answers.map(({ actor }) => actor)).toEqual([...names(4), 'anna']);
    expect([sent, retries]).toEqual([[1, 4], expected]);
  });

  it('sends one alone that met a concurrent change', async () => {
    await failSales('MEETS', `raise exception using errcode = '40001', message = 'concurrent';`);
    const writes = grouped();
    const answers = await Promise.all([
      ...sell(writes, names(4)),
      ...sell(writes, ['anna'], { receiptNumber: 'MEETS' }),
    ]);
    expect(answers.map(({ actor }) => actor)).toEqual([...names(4), 'anna']);
    expect([sent, retries]).toEqual([[1, 4], 1]);
  });

  it('tells each that its outcome is unknown when the session ends, and writes those that wait', async () => {
    await failSales('ENDS', 'perform pg_terminate_backend(pg_backend_pid()); return new;');
    const writes = grouped(3);
    const results = await Promise.allSettled([
      ...sell(writes, names(3)),
      ...sell(writes, ['anna'], { receiptNumber: 'ENDS' }),
      ...sell(writes, ['ben', 'carl']),
    ]);
    expect(sent).toEqual([1, 3, 2]);
    const unknown = results.map(
      (each) => each.status === 'rejected' && each.reason instanceof OutcomeUnknown,
    );
    expect(unknown).toEqual([false, true, true, true, false, false]);
    const { rows } = await database.pools.super.query(
      `select from inventory.sales where receipt_number = 'ENDS'`,
    );
    expect(rows).toEqual([]);
  });

  it('fails each when it cannot connect, and goes on when it can', async () => {
    const nowhere = createPool('postgres://nobody@127.0.0.1:1/none', 'bincard_app');
    const writes = new GroupedWrites({ pool: nowhere, named: true, largest: 64 });
    for (let time = 0; time < 2; time++) {
      const results = await Promise.allSettled(sell(writes, names(3)));
      expect(results.map((each) => each.status === 'rejected' && each.reason)).toEqual(
        Array(3).fill(expect.objectContaining({ code: 'ECONNREFUSED' })),
      );
    }
    await nowhere.end();
  });

  it.each([
    ['that is sent alone', true],
    ['of a group', false],
  ])(
    'keeps nobody waiting for one %s whose stock another session has locked',
    async (_, isFirst) => {
      const product = (await shop.call('create_product', { sku: randomUUID(), name: 'Locked' })).id;
      await shop.call('receive_stock', {
        locationId: shop.location,
        lines: [{ productId: product, batchNumber: '1', quantity: 5 }],
      });
      const holder = await database.pools.super.connect();
      await holder.query('begin');
      await holder.query('select from inventory.stock_levels where product_id = $1 for update', [
        product,
      ]);
      let locked = 'waits';
      try {
        const writes = grouped();
        const other = isFirst ? [] : sell(writes, ['first']);
        const waiting = sell(writes, ['anna'], { lines: [{ productId: product, quantity: 1 }] });
        const waits = waiting[0]!.then((answer) => (locked = answer.actor));
        await Promise.all([...other, ...sell(writes, names(5))]);
        await Promise.all(sell(writes, names(5)));
        expect([locked, ...sent.slice(0, 2)]).toEqual(['waits', 1, isFirst ? 5 : 6]);
        await holder.query('commit');
        await waits;
      } finally {
        holder.release(true);
      }
      expect(locked).toBe('anna');
    },
  );
});
