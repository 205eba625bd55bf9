import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { until } from '../server/support';
import { openShopDatabase, type TestShop } from '../support/shop';

// Assemblies, sales of their parts and of their sets, and voids, all at once: each part is used once, and nothing is voided that
// has been sold. The sessions lock in one order, so that none is ended by a deadlock.

describe('an assembly and sales at once', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let serial = 0;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  async function stocked(quantity: number): Promise<string> {
    const sku = `PIECE-${++serial}`;
    const { id } = await shop.call('create_product', { sku, name: sku });
    for (const each of [1, quantity - 1]) {
      await shop.call('receive_stock', {
        locationId: shop.location,
        lines: [{ productId: id, quantity: each, unitCost: '1' }],
      });
    }
    return id;
  }

  const setOf = async (components: [string, number][]) =>
    (
      await shop.call('create_product', {
        ...{ sku: `SET-${++serial}`, name: 'Set' },
        components: components.map(([productId, quantity]) => ({ productId, quantity })),
      })
    ).id;
  const assemble = (productId: string, quantity: number, more = {}) =>
    shop.call('assemble_stock', { productId, locationId: shop.location, quantity, ...more });
  const sell = (productId: string, quantity: number) =>
    shop.call('record_sale', { locationId: shop.location, lines: [{ productId, quantity }] });

  const figures = async (sql: string, ...values: unknown[]) =>
    (
      await asTenant(database.pools.super, shop.tenant, (client) =>
        client.query<Record<string, number>>(sql, values),
      )
    ).rows;
  const onHand = async (product: string) =>
    (
      await figures(
        'select coalesce(sum(on_hand), 0)::int as quantity from inventory.stock_levels where product_id = $1',
        product,
      )
    )[0]!['quantity'];
  const accepted = (answers: string[]) =>
    answers.filter((answer) => answer === '(accepted)').length;

  async function expectSound(): Promise<void> {
    const rows = await figures(violationsStatement());
    expect(rows.filter((row) => row['violations']! > 0)).toEqual([]);
  }

  it('use no more parts than there are', async () => {
    const [first, second] = [await stocked(30), await stocked(12)];
    const sets = [
      await setOf([
        [first, 2],
        [second, 1],
      ]),
      await setOf([
        [second, 1],
        [first, 1],
      ]),
    ];
    const attempts = Array.from({ length: 36 }, (_, n) => n % 4);
    const answers = await Promise.all(
      attempts.map((kind) =>
        refusalOf(
          kind < 2 ? assemble(sets[kind]!, 1) : kind === 2 ? sell(first, 1) : sell(second, 1),
        ),
      ),
    );
    expect(new Set(answers)).toEqual(new Set(['(accepted)', 'insufficient_stock']));
    const done = (kind: number) => accepted(answers.filter((_, n) => attempts[n] === kind));
    expect([await onHand(sets[0]!), await onHand(sets[1]!)]).toEqual([done(0), done(1)]);
    expect([await onHand(first), await onHand(second)]).toEqual([
      30 - 2 * done(0) - done(1) - done(2),
      12 - done(0) - done(1) - done(3),
    ]);
    await expectSound();
  });

  it('use the last parts once', async () => {
    const part = await stocked(2);
    const set = await setOf([[part, 2]]);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => refusalOf(n % 2 ? assemble(set, 1) : sell(part, 2))),
    );
    expect(accepted(answers)).toBe(1);
    expect(await onHand(part)).toBe(0);
    await expectSound();
  });

  it('void an assembly or sell one of its sets, not both', async () => {
    for (let round = 0; round < 6; round++) {
      const part = await stocked(4);
      const set = await setOf([[part, 2]]);
      const { id } = await assemble(set, 2);
      const answers = await Promise.all([
        refusalOf(shop.call('void_assembly', { id, reason: 'race' })),
        refusalOf(sell(set, 1)),
        refusalOf(shop.call('void_assembly', { id, reason: 'race' })),
      ]);
      expect(accepted(answers)).toBe(1);
      const voided = answers[1] !== '(accepted)';
      expect(answers[1]).toBe(voided ? 'insufficient_stock' : '(accepted)');
      expect([await onHand(part), await onHand(set)]).toEqual(voided ? [4, 0] : [0, 1]);
    }
    await expectSound();
  });

  it('write one assembly when a session is killed before its commit, and the request is sent again', async () => {
    const part = await stocked(10);
    const set = await setOf([[part, 1]]);
    const input = { productId: set, locationId: shop.location, quantity: 2 };
    const request = [shop.identity, JSON.stringify({ ...input, idempotencyKey: `kill-${serial}` })];
    const killed = await database.pools.app.connect();
    killed.on('error', () => undefined); // its connection ends
    await killed.query('begin');
    await killed.query('select inventory.assemble_stock($1, $2)', request);
    // Sent again by another session, which waits for the first one.
    const again = database.pools.app.query<{ made: { replayed: boolean } }>(
      'select inventory.assemble_stock($1, $2) as made',
      request,
    );
    const { processID } = killed as typeof killed & { processID: number };
    await until(async () => {
      const { rows } = await database.pools.super.query<{ waits: boolean }>(
        'select exists (select from pg_stat_activity a where $1::int = any (pg_blocking_pids(a.pid))) as waits',
        [processID],
      );
      return rows[0]!.waits;
    });
    await database.pools.super.query('select pg_terminate_backend($1)', [processID]);
    expect((await again).rows[0]!.made.replayed).toBe(false);
    killed.release(true);
    expect([await onHand(part), await onHand(set)]).toEqual([8, 2]);
    await expectSound();
  });

  it('write one assembly for a request that is sent many times', async () => {
    const part = await stocked(10);
    const set = await setOf([[part, 1]]);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => assemble(set, 2, { idempotencyKey: `key-${serial}` })),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect([await onHand(part), await onHand(set)]).toEqual([8, 2]);
    await expectSound();
  });
});
