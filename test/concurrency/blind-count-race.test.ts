import { refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { readRules, violationsStatement } from '../../src/lifecycle/rules';
import { asTenant } from '../support/database';

// Several people count one batch at once, each on a connection of their own, while goods are sold.

describe('tallies of one line of a blind count at once', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const as = async (actor: string, name: string, input: object) => {
    const { rows } = await database.pools.app.query<{ result: { id: string } }>(
      `select inventory.${name}($1::jsonb, $2::jsonb) as result`,
      [JSON.stringify({ tenant: shop.tenant, actor, role: 'clerk' }), JSON.stringify(input)],
    );
    return rows[0]!.result;
  };
  /** A blind count of one batch at a place of its own product; its expected quantity. */
  const open = async (quantity: number) => {
    const sku = `RACE-${quantity}`;
    const product = await shop.call<{ id: string }>('create_product', { sku, name: sku });
    await shop.call('receive_stock', {
      ...{ locationId: shop.location, lines: [{ productId: product.id, quantity }] },
    });
    const count = await as('starter', 'start_stock_count', {
      ...{ locationId: shop.location, productIds: [product.id], blind: true },
    });
    const { rows } = await database.pools.super.query<{ batch: string }>(
      'select batch_id as batch from inventory.stock_count_lines where stock_count_id = $1',
      [count.id],
    );
    return { id: count.id, product: product.id, batchId: rows[0]!.batch };
  };
  const state = async (id: string) => {
    const { rows } = await database.pools.super.query(
      `select c.status, c.automatic, l.settled_tally is not null as settled, l.counted_quantity::int as counted,
         (select count(*)::int from inventory.stock_count_tallies t where t.stock_count_id = c.id) as tallies,
         (select coalesce(sum(m.quantity), 0)::int from inventory.movements m where m.document_id = c.id) as moved
       from inventory.stock_counts c join inventory.stock_count_lines l on l.stock_count_id = c.id where c.id = $1`,
      [id],
    );
    return rows;
  };
  const unbroken = async () => {
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ violations: number }>(violationsStatement()),
    );
    expect(rows.length).toBeGreaterThanOrEqual((await readRules(database.pools.owner)).length - 5);
    expect(rows.filter(({ violations }) => violations > 0)).toEqual([]);
  };
  const people = Array.from({ length: 6 }, (_, n) => `person ${n}`);

  it('settle it once, with two that agree, and the rest finds it settled', async () => {
    const { id, batchId } = await open(70);
    const lines = [{ batchId, countedQuantity: 60 }];
    await Promise.all(
      people.map((actor) => as(actor, 'record_count', { stockCountId: id, lines })),
    );
    const refusals = await Promise.all(
      people.map((actor) => refusalOf(as(actor, 'submit_stock_count', { id }))),
    );
    // Those who come after the second find the batch settled, and nothing of theirs is written.
    expect(refusals).toEqual(people.map(() => '(accepted)'));
    expect(await state(id)).toEqual([
      { status: 'OPEN', automatic: false, settled: true, counted: 60, tallies: 2, moved: 0 },
    ]);
    await unbroken();
  });

  it('are submitted once by each person, however often they are sent', async () => {
    const { id, batchId } = await open(71);
    await as('ann', 'record_count', {
      ...{ stockCountId: id, lines: [{ batchId, countedQuantity: 60 }] },
    });
    const refusals = await Promise.all(
      people.map(() => refusalOf(as('ann', 'submit_stock_count', { id }))),
    );
    expect(refusals).toEqual(people.map(() => '(accepted)'));
    expect(await state(id)).toMatchObject([{ status: 'OPEN', settled: false, tallies: 1 }]);
  });

  it('post it by themselves while goods are sold, with the variance that was counted', async () => {
    await shop.call('set_count_plan', { class: 'C', tolerancePercent: 10 });
    const { id, product, batchId } = await open(100);
    const lines = [{ batchId, countedQuantity: 95 }];
    await as('ann', 'record_count', { stockCountId: id, lines });
    const sell = () =>
      as('seller', 'record_sale', {
        ...{ locationId: shop.location, lines: [{ productId: product, quantity: 1 }] },
      });
    await Promise.all([
      ...[sell(), sell(), sell(), sell()],
      as('ann', 'submit_stock_count', { id }),
      ...[sell(), sell(), sell(), sell()],
    ]);
    expect(await state(id)).toMatchObject([
      { status: 'POSTED', automatic: true, settled: true, moved: -5 },
    ]);
    const { rows } = await database.pools.super.query(
      'select on_hand::int as on_hand from inventory.stock_levels where product_id = $1',
      [product],
    );
    expect(rows).toEqual([{ on_hand: 87 }]);
    await unbroken();
  });

  it('and rebasing end without a deadlock', async () => {
    const { id, batchId } = await open(60);
    const lines = [{ batchId, countedQuantity: 60 }];
    await as('ann', 'record_count', { stockCountId: id, lines });
    await as('ben', 'record_count', { stockCountId: id, lines });
    const refusals = await Promise.all([
      refusalOf(as('ann', 'submit_stock_count', { id })),
      refusalOf(as('cho', 'rebase_stock_count', { id })),
      refusalOf(as('ben', 'submit_stock_count', { id })),
      refusalOf(as('cho', 'rebase_stock_count', { id })),
    ]);
    expect(refusals.filter((refusal) => /deadlock/.test(refusal))).toEqual([]);
    expect(await state(id)).toMatchObject([{ settled: true }]);
    await unbroken();
  });
});
