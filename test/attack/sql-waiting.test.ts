import { refusalOf, type TestDatabase } from '../support/database';
import { openShop, openShopDatabase, type TestShop } from '../support/shop';

// Transactions that others wait for, and those that they forget to wait for.

describe('a write that has not ended', () => {
  let database: TestDatabase;
  let shop: TestShop;
  let other: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
    other = await openShop(database, 'other');
  });
  afterAll(() => database?.drop());

  const SELL = 'select inventory.record_sale($1, $2)';
  const sale = (s: TestShop): [string, object] => [
    s.identity,
    { locationId: s.location, lines: [{ productId: s.product, quantity: 1 }] },
  ];

  it("and a change of a tenant's time zone that waits for it stop no other tenant", async () => {
    const client = await database.pools.app.connect();
    try {
      await client.query('begin');
      await client.query(SELL, sale(shop));
      const change = refusalOf(shop.call('update_settings', { timeZone: 'Pacific/Kiritimati' }));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const began = Date.now();
      await database.pools.app.query(SELL, sale(other));
      expect(Date.now() - began).toBeLessThan(2_000); // the change gives up after 5 seconds
      await client.query('rollback');
      expect(await change).toBe('(accepted)');
    } finally {
      client.release(true);
    }
  });

  it('is waited for by the closing of a day, although it is only prepared', async () => {
    const client = await database.pools.app.connect();
    const writers = async () =>
      (await database.pools.super.query('select from inventory.ledger_writers()')).rowCount;
    try {
      await client.query('begin');
      await client.query(SELL, sale(shop));
      const prepared = await refusalOf(client.query(`prepare transaction 'half of a sale'`));
      if (prepared !== '(accepted)') {
        expect(prepared).toMatch(/^55000/); // a server without prepared transactions
        return;
      }
      try {
        expect(await writers()).toBe(1);
      } finally {
        await client.query(`rollback prepared 'half of a sale'`);
      }
      expect(await writers()).toBe(0);
    } finally {
      client.release(true);
    }
  });
});
