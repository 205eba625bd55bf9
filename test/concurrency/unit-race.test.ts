import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { violationsStatement } from '../../src/lifecycle/rules';
import { asTenant, refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// A unit is retired while a document that is written in it is not committed, and the other way round: the second may wait for
// the first. A document that was sent before the retirement was acknowledged keeps the unit and its factor, and can still be
// voided; one that is sent afterwards is refused.

describe('retiring a unit and a document in that unit at once', () => {
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

  async function session() {
    const client = await database.pools.app.connect();
    clients.push(client);
    await client.query(`begin; set local lock_timeout = '5s'`);
    const call = async (name: string, input: object) => {
      const text = `select inventory.${name}($1, $2) as result`;
      const { rows } = await client.query<{ result: { id: string } }>(text, [shop.identity, input]);
      return rows[0]!.result;
    };
    return { call, commit: () => client.query('commit') };
  }

  /** A product with a unit "pack" of 6, of which 20 packs are in stock. */
  async function packed(sku: string) {
    const units = [{ code: 'pack', factor: 6 }];
    const product = (await shop.call('create_product', { sku, name: sku, units })).id;
    await shop.call('receive_stock', inPacks(product, 20));
    return product;
  }

  const inPacks = (productId: string, quantity: number) => ({
    locationId: shop.location,
    lines: [{ productId, quantity, unit: 'pack' }],
  });

  async function onHand(product: string): Promise<number> {
    const { rows } = await database.pools.super.query<{ quantity: number }>(
      'select on_hand::int as quantity from inventory.stock_levels where product_id = $1',
      [product],
    );
    return rows[0]!.quantity;
  }

  async function violated(): Promise<unknown[]> {
    const { rows } = await asTenant(database.pools.app, shop.tenant, (client) =>
      client.query<{ violations: number }>(violationsStatement()),
    );
    return rows.filter((row) => row.violations > 0);
  }

  it.each(['the document first', 'the retirement first'])('%s', async (order) => {
    const product = await packed(order);
    const retirement = { productId: product, code: 'pack' };
    const [writing, retiring] = [await session(), await session()];
    const write = () => writing.call('record_sale', inPacks(product, 3));
    const retire = () => retiring.call('retire_product_unit', retirement);
    let sale: { id: string };
    if (order === 'the document first') {
      sale = await write();
      const retired = retire();
      await delay(200);
      await writing.commit();
      await retired;
      await retiring.commit();
    } else {
      await retire();
      const written = write();
      await delay(200);
      await retiring.commit();
      sale = await written;
      await writing.commit();
    }
    expect(await onHand(product)).toBe((20 - 3) * 6);

    for (const name of ['receive_stock', 'record_sale']) {
      expect(await refusalOf(shop.call(name, inPacks(product, 1)))).toBe('unit_unknown');
    }
    await shop.call('void_sale', { id: sale.id, reason: 'wrong customer' });
    expect(await onHand(product)).toBe(20 * 6);
    expect(await violated()).toEqual([]);
  });

  it('two sessions retire it once', async () => {
    const product = await packed('TWICE');
    const retire = () => shop.call('retire_product_unit', { productId: product, code: 'pack' });
    await Promise.all([retire(), retire()]);
    const { rows } = await database.pools.super.query(
      `select from inventory.audit_log where entity = 'product_unit' and entity_id = $1 and action = 'UPDATE'`,
      [product],
    );
    expect(rows).toHaveLength(1);
  });
});
