import { refusalOf, type TestDatabase } from '../support/database';
import { earliestZone, latestZone } from '../support/days';
import { openShopDatabase, type TestShop } from '../support/shop';

// A sale of the last zone's today and the change to a zone in which that day has not begun, at once.

describe('a change of the time zone and a sale at once', () => {
  let database: TestDatabase;
  let shop: TestShop;

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const setZone = (timeZone: string) => refusalOf(shop.call('update_settings', { timeZone }));

  it('the change waits for the sale and is refused; a sale after it is of the new zone', async () => {
    expect(await setZone(earliestZone())).toBe('(accepted)');
    const selling = await database.pools.app.connect();
    try {
      const sell = () =>
        selling.query<{ date: string }>(
          `select inventory.record_sale($1, $2) ->> 'businessDate' as date`,
          [
            shop.identity,
            { locationId: shop.location, lines: [{ productId: shop.product, quantity: 1 }] },
          ],
        );
      await selling.query('begin');
      await sell();
      let outcome: string | undefined;
      const change = setZone(latestZone()).then((result) => (outcome = result));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(outcome).toBeUndefined();
      await selling.query('commit');
      expect(await change).toBe('time_zone_fixed');
      const { rows } = await database.pools.super.query<{ zone: string }>(
        'select time_zone as zone from inventory.tenants where id = $1',
        [shop.tenant],
      );
      expect(rows[0]!.zone).toBe(earliestZone());
    } finally {
      selling.release(true);
    }
  });

  it('a sale waits for a change that is not committed, and then is of the new day', async () => {
    const changing = await database.pools.app.connect();
    try {
      await changing.query('begin');
      await changing.query('select inventory.update_settings($1, $2)', [
        shop.identity,
        { timeZone: 'Pacific/Kiritimati' },
      ]);
      let sold = false;
      const sale = shop
        .call('record_sale', {
          ...{ locationId: shop.location, lines: [{ productId: shop.product, quantity: 1 }] },
        })
        .then(() => (sold = true));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(sold).toBe(false);
      await changing.query('commit');
      await sale;
      expect(sold).toBe(true);
    } finally {
      changing.release(true);
    }
  });

  it.each(['Europe/Nowhere', 'XYZ+3', ''])('refuses %p, which is no time zone', async (zone) => {
    expect(await setZone(zone)).toBe('value_unknown');
  });
});
