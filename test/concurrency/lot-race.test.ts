import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';
import { batchOfReceipt } from '../support/shop-documents';
import { receiptSql } from '../rules/statements';

describe('sessions that name the same lots at once', () => {
  let database: TestDatabase;
  let shop: TestShop;
  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(() => database?.drop());

  const count = async (text: string) =>
    (await database.pools.super.query<{ count: number }>(text, [shop.product])).rows[0]!.count;

  it('meet in one lot each, and none fails', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => `MEET-${n}`);
    const receipt = (n: number) => {
      const turned = n % 2 === 0 ? numbers : [...numbers].reverse();
      const lines = turned.map((text) => ({
        productId: shop.product,
        batchNumber: n % 3 === 0 ? text.toLowerCase() : text,
        quantity: 1,
      }));
      return shop.call('receive_stock', { locationId: shop.location, lines });
    };
    const answers = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => receipt(n)));
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 8 }, () => 'fulfilled'),
    );
    expect(
      await count(
        `select count(*)::int from inventory.lots where product_id = $1 and lot_number ~* '^meet-'`,
      ),
    ).toBe(20);
    expect(
      await count(
        `select count(*)::int from inventory.batches where product_id = $1 and batch_number ~* '^meet-'`,
      ),
    ).toBe(160);
  });

  it('a hold of a batch writes no stock of another batch, whose hold may change meanwhile', async () => {
    const receive = () =>
      shop.call('receive_stock', {
        locationId: shop.location,
        lines: [{ productId: shop.product, batchNumber: 'TWO', quantity: 1 }],
      });
    const [one, other] = await Promise.all(
      [await receive(), await receive()].map(({ id }) => batchOfReceipt(database, id)),
    );
    // As a release that commits while the hold of the other batch reads the lot's batches.
    await database.pools.super.query(
      `begin; set local session_replication_role = replica;
       update inventory.batches set hold = 'RECALLED' where id = '${other}'; commit`,
    );
    await shop.call('hold_batch', { id: one, hold: 'QUARANTINED', reason: 'race' });
    const { rows } = await database.pools.super.query<{ held: boolean }>(
      'select held from inventory.batch_stock where batch_id = any ($1) order by batch_id = $2',
      [[one, other], other],
    );
    expect(rows).toEqual([{ held: true }, { held: false }]);
  });

  it.each(['hold_lot', 'correct_lot_expiry'])(
    '%s waits for a receipt that is running, and reaches its batch',
    async (change) => {
      const number = `WAIT-${change}`;
      await shop.call('receive_stock', {
        locationId: shop.location,
        lines: [{ productId: shop.product, batchNumber: number, quantity: 1 }],
      });
      const { rows } = await database.pools.super.query<{ id: string }>(
        'select id from inventory.lots where lot_number = $1',
        [number],
      );
      const id = rows[0]!.id;
      let changed: Promise<unknown> | undefined;
      let done = false;
      const received = await refusalOf(
        asTenant(database.pools.app, shop.tenant, async (client) => {
          await client.query(
            receiptSql(shop, [{ number, quantity: 5 }], { location: shop.otherLocation }),
          );
          const input = { id, lotId: id, hold: 'RECALLED', expiryDate: shop.today, reason: 'race' };
          changed = shop.call(change, input).then(() => (done = true));
          await new Promise((resolve) => setTimeout(resolve, 200));
          expect(done).toBe(false);
        }),
      );
      expect(received).toBe('(accepted)');
      await changed;
      const stock = await database.pools.super.query<{ held: boolean; expiry: string | null }>(
        `select s.held, s.expiry_date::text as expiry from inventory.batch_stock s
         join inventory.batches b on b.id = s.batch_id where b.batch_number = $1`,
        [number],
      );
      const expected =
        change === 'hold_lot' ? { held: true, expiry: null } : { held: false, expiry: shop.today };
      expect(stock.rows).toEqual([expected, expected]);
    },
  );
});
