import type { PoolClient } from 'pg';
import { type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

// A batch is held while a transfer of it arrives at a location that never had it. The hold does not see the stock there yet,
// so the two must wait for each other. Otherwise that stock could be sold after the hold was acknowledged.

describe('a hold and the arrival of a transfer at once', () => {
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
    const run = async (name: string, input: object) => {
      const text = `select inventory.${name}($1, $2) as result`;
      const { rows } = await client.query<{ result: { id: string } }>(text, [shop.identity, input]);
      return rows[0]!.result;
    };
    return { run, query: (sql: string) => client.query(sql) };
  }

  it('no sale of the batch commits after its hold', async () => {
    const product = (await shop.call('create_product', { sku: 'RACE', name: 'Race' })).id;
    const lines = [{ productId: product, batchNumber: 'R', quantity: 10 }];
    await shop.call('receive_stock', { locationId: shop.otherLocation, lines });
    const transfer = await shop.call('request_transfer', {
      fromLocationId: shop.otherLocation,
      toLocationId: shop.location,
      lines: [{ productId: product, quantity: 4 }],
    });
    await shop.callAsApprover('set_transfer_status', { id: transfer.id, status: 'APPROVED' });
    await shop.call('set_transfer_status', { id: transfer.id, status: 'DISPATCHED' });
    const { rows } = await database.pools.super.query<{ id: string }>(
      'select id from inventory.batches where product_id = $1',
      [product],
    );
    const batch = rows[0]!.id;

    const [arriving, holding, selling] = [await session(), await session(), await session()];
    await arriving.query('begin');
    await arriving.run('set_transfer_status', { id: transfer.id, status: 'FULFILLED' });
    await holding.query('begin');
    let held = false;
    const hold = holding
      .run('hold_batch', { id: batch, hold: 'QUARANTINED', reason: 'glass' })
      .then(() => (held = true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(held).toBe(false); // it waits for the arrival
    await arriving.query('commit');
    await hold;

    let sold: string | undefined;
    const sale = selling
      .run('record_sale', {
        locationId: shop.location,
        lines: [{ productId: product, quantity: 1 }],
      })
      .then(
        () => (sold = 'sold'),
        (error: { constraint?: string }) => (sold = error.constraint),
      );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sold).toBeUndefined(); // it waits for the hold
    await holding.query('commit');
    await sale;
    expect(sold).toBe('insufficient_stock');
  });
});
