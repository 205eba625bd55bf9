import type { PoolClient } from 'pg';
import { refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// Master data that is being changed: who only refers to it does not wait, and of two changes that exclude each other one is
// refused.

describe('while master data is being changed', () => {
  let database: TestDatabase;
  let shop: TestShop;
  const clients: PoolClient[] = [];

  beforeAll(async () => {
    ({ database, shop } = await openShopDatabase());
  });
  afterAll(async () => {
    clients.forEach((client) => client.release(true));
    await database?.drop();
  });

  /** A session with a transaction that waits for no lock longer than a second. */
  async function session() {
    const client = await database.pools.app.connect();
    clients.push(client);
    await client.query(`begin; set local lock_timeout = '1s'`);
    const call = (name: string, input: object) =>
      client.query(`select inventory.${name}($1, $2)`, [shop.identity, input]);
    return { call, commit: () => client.query('commit') };
  }

  // As an import does that changes a product and then receives it. PostgreSQL checks the foreign keys of a stock level again
  // when a transaction writes it a second time, as a sale from two batches does: it would wait for the import, which waits
  // for the stock level.
  it.each([
    ['update_product', () => ({ id: shop.product, name: 'Changed' })],
    ['update_location', () => ({ id: shop.location, name: 'Changed' })],
  ])('by %s, a sale writes a stock level twice without waiting', async (change, input) => {
    const [changing, selling] = [await session(), await session()];
    const sale = {
      locationId: shop.location,
      lines: [{ productId: shop.product, quantity: 1 }],
    };
    await changing.call(change, input());
    await selling.call('record_sale', sale);
    await selling.call('record_sale', sale);
    await selling.commit();
    await changing.commit();
  });

  it.each(['the SKU first', 'the removal first'])(
    'a code becomes the SKU and is removed: %s',
    async (order) => {
      const code = `RACED ${order}`.slice(0, 12);
      const productId = shop.product;
      await shop.call('add_product_code', { productId, code: { code, kind: 'INTERNAL' } });
      const [first, second] = [await session(), await session()];
      const change = { productId, sku: code, reason: 'test' };
      const byOrder = order === 'the SKU first' ? [first, second] : [second, first];
      const changed = () => byOrder[0]!.call('change_sku', change);
      const removed = () => byOrder[1]!.call('remove_product_code', { productId, code });
      const [one, other] = order === 'the SKU first' ? [changed, removed] : [removed, changed];
      await one();
      const late = refusalOf(other());
      await new Promise((resolve) => setTimeout(resolve, 200));
      await first.commit();
      expect(await late).toBe(
        order === 'the SKU first' ? 'product_identity_immutable' : '(accepted)',
      );
      await second.commit();
      const { rows } = await database.pools.super.query<{ sku: string; found: boolean }>(
        `select p.sku, exists (select from inventory.product_codes c
           where c.product_id = p.id and c.code_key = p.sku_key and c.removed_at is null) as found
         from inventory.products p where p.id = $1`,
        [productId],
      );
      expect(rows).toEqual([{ sku: code, found: true }]);
    },
  );
});
