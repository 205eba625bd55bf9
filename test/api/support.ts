import { startApi, type Api } from '../support/api';
import { type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

/** A database with a shop, and a server of it, for one test file. */
export interface TestServer {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  readonly api: Api;
  close(): Promise<void>;
}

export async function startTestServer(more: { syncDir?: string } = {}): Promise<TestServer> {
  const { database, shop } = await openShopDatabase();
  const api = await startApi(database, shop.tenant, more);
  return {
    database,
    shop,
    api,
    close: async () => {
      await api.close();
      await database.drop();
    },
  };
}

/** The number of documents and movements, and the total stock. */
export async function rowCounts({ database }: TestServer): Promise<unknown> {
  const { rows } = await database.pools.super.query(
    `select (select count(*) from inventory.movements) as movements, (select count(*) from inventory.sales) as sales,
       (select count(*) from inventory.idempotency_keys) as keys, (select count(*) from inventory.receipts) as receipts,
       (select count(*) from inventory.products) as products, (select sum(on_hand) from inventory.stock_levels) as stock`,
  );
  return rows[0];
}
