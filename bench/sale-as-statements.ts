import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Shop } from './support/shop';

/**
 * Both sides as a program with plain SQL would write them: `begin`, named statements, `commit`. The barest transaction
 * updates a stock row and inserts a sale row. The sale sets the identity and inserts its row and its line; the triggers do
 * the rest.
 */
export function asStatements(
  app: Pool,
  shop: Shop,
  pick: <T>(list: T[]) => T,
): { bareStatements: () => Promise<void>; saleStatements: () => Promise<void> } {
  return {
    bareStatements: () =>
      inTransaction(app, async (client) => {
        const row = [shop.tenantId, pick(shop.products), pick(shop.locations)];
        await client.query({
          name: 'bare-stock',
          text: `update bench.stock set on_hand = on_hand - 1
                 where tenant_id = $1 and product_id = $2 and location_id = $3`,
          values: row,
        });
        await client.query({
          name: 'bare-sale',
          text: 'insert into bench.sale (tenant_id, product_id, location_id, quantity) values ($1, $2, $3, 1)',
          values: row,
        });
      }),
    saleStatements: () =>
      inTransaction(app, async (client) => {
        const id = randomUUID();
        await client.query({
          name: 'sale-identity',
          text: 'select inventory.identify($1)',
          values: [shop.identity],
        });
        await client.query({
          name: 'sale-row',
          text: 'insert into inventory.sales (tenant_id, id, receipt_number, location_id) values ($1, $2::uuid, $2::text, $3)',
          values: [shop.tenantId, id, pick(shop.locations)],
        });
        await client.query({
          name: 'sale-line',
          text: `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity)
                 values ($1, inventory.uuid_v7(), $2, 1, $3, 1)`,
          values: [shop.tenantId, id, pick(shop.products)],
        });
      }),
  };
}

async function inTransaction(
  app: Pool,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await app.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    client.release();
  }
}
