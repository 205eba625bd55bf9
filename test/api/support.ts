import { startApi, type Api } from '../support/api';
import { type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

/** A database, a shop and a server for a test file. */
export interface Stage {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  readonly api: Api;
  close(): Promise<void>;
}

export async function setStage(more: { syncDir?: string } = {}): Promise<Stage> {
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

/** How many rows the documents and the ledger hold. */
export async function footprint({ database }: Stage): Promise<unknown> {
  const { rows } = await database.pools.super.query(
    `select (select count(*) from inventory.movements) as movements, (select count(*) from inventory.sales) as sales,
       (select count(*) from inventory.idempotency_keys) as keys, (select count(*) from inventory.receipts) as receipts,
       (select count(*) from inventory.products) as products, (select sum(on_hand) from inventory.stock_levels) as stock`,
  );
  return rows[0];
}
