import { setTimeout as sleep } from 'node:timers/promises';
import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { addDays } from '../support/days';
import { openShopDatabase, type TestShop } from '../support/shop';

// Documents of today, of yesterday and the closing of yesterday at once.

describe('backdated documents at once', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let yesterday: string;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    yesterday = addDays(shop.today, -1);
  });
  afterAll(() => database?.drop());

  const outcome = (work: () => Promise<unknown>) => refusalOf(work());
  const receive = async (sku: string, businessDate: string | null, quantity = 20) => {
    const product = (await shop.call('create_product', { sku, name: sku })).id;
    const lines = [{ productId: product, batchNumber: 'D', quantity }];
    await shop.call('receive_stock', { locationId: shop.location, businessDate, lines });
    return product;
  };
  const sell = (productId: string, businessDate: string | null) =>
    shop.call('record_sale', {
      ...{ locationId: shop.location, businessDate },
      lines: [{ productId, quantity: 1 }],
    });

  it('today always posts; yesterday posts into a chain only before today has', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const product = await receive(`RACE-${round}`, yesterday);
      const outcomes = await Promise.all(
        [null, yesterday, null, yesterday].map(async (date) => {
          if (!date) await sleep(round); // in ms: a sale of today is quicker
          return { date, refusal: await outcome(() => sell(product, date)) };
        }),
      );
      for (const { date, refusal } of outcomes) {
        if (date) seen.add(refusal);
        else expect(refusal).toBe('(accepted)');
      }
    }
    expect([...seen].sort()).toEqual(['(accepted)', 'business_date_out_of_order']);
    expect(await violations()).toEqual([]);
  });

  it('an adjustment of yesterday is completed only before the batch has moved today', async () => {
    const seen = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const product = await receive(`ADJUSTED-${round}`, yesterday);
      const { rows } = await database.pools.super.query<{ id: string }>(
        'select id from inventory.batches where product_id = $1',
        [product],
      );
      const { id } = await shop.call('request_adjustment', {
        ...{ batchId: rows[0]!.id, locationId: shop.location, type: 'DAMAGE', quantity: -1 },
        ...{ reason: 'fell', businessDate: yesterday },
      });
      await shop.callAsApprover('set_adjustment_status', { id, status: 'APPROVED' });
      const complete = () => shop.call('set_adjustment_status', { id, status: 'COMPLETED' });
      const late = round % 3 === 0; // so that both outcomes are seen whatever the scheduler does
      if (late) await sell(product, null);
      const outcomes = await Promise.all([outcome(() => sell(product, null)), outcome(complete)]);
      expect(outcomes[0]).toBe('(accepted)');
      seen.add(outcomes[1]);
    }
    expect([...seen]).toContain('business_date_out_of_order');
    expect(await violations()).toEqual([]);
  });

  it('a day is closed with all of its documents, or they are refused', async () => {
    const product = await receive('CLOSING', addDays(shop.today, -2), 1_000);
    await shop.call('close_day', { businessDate: addDays(shop.today, -2) });
    const outcomes = await Promise.all([
      ...Array.from({ length: 6 }, () => outcome(() => sell(product, yesterday))),
      outcome(() => shop.call('close_day', { businessDate: yesterday })),
      ...Array.from({ length: 6 }, () => outcome(() => sell(product, yesterday))),
    ]);
    expect(outcomes[6]).toBe('(accepted)');
    const others = new Set(outcomes.filter((_, place) => place !== 6));
    expect(['(accepted)', 'business_date_out_of_order']).toEqual(
      expect.arrayContaining([...others]),
    );
    const verified = await shop.call<object>('verify', {});
    expect(verified).toMatchObject({ broken: 0, firstWrongDay: null });
    expect(await violations()).toEqual([]);
  });

  it('a closing waits for a backdated document that is not committed, and the other way round', async () => {
    const product = await receive('WAITS', null);
    expect(product).toBeDefined();
    const later = await shop.call('create_product', { sku: 'LATER', name: 'Later' });
    const input = {
      ...{ locationId: shop.location, businessDate: null as string | null },
      lines: [{ productId: later.id, batchNumber: 'L', quantity: 1 }],
    };
    const client = await database.pools.app.connect();
    try {
      await client.query('begin');
      await client.query(`select inventory.identify($1)`, [shop.identity]);
      await client.query(`select * from inventory.open_day($1)`, [shop.tenant]);
      let closed: string | undefined;
      const closing = outcome(() => shop.call('close_day', { businessDate: yesterday })).then(
        (result) => (closed = result),
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(closed).toBeUndefined();
      await client.query('commit');
      expect(await closing).toBe('day_closed'); // by the test before
      expect(await outcome(() => shop.call('receive_stock', input))).toBe('(accepted)');
    } finally {
      client.release();
    }
  });

  const violations = async () =>
    (
      await asTenant(database.pools.app, shop.tenant, (client) =>
        client.query<{ violations: number }>(violationsStatement()),
      )
    ).rows.filter((row) => row.violations > 0);
});
