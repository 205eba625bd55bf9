import { openOperations, type Operations } from '../support/operations';

/** A discrepancy that compareStock reports. */
export interface Found {
  readonly kind: string;
  readonly subject: string;
  readonly expected: number;
  readonly actual: number;
  readonly cause: string | null;
}

/** A shop whose stored figures are changed past every guard, while four sessions sell another product. */
export interface DamagedShop extends Operations {
  /** 100 received at Adenta, 10 of them sold. */
  readonly damagedProduct: string;
  readonly damagedBatch: string;
  /** Runs SQL as a superuser, without triggers and foreign keys. */
  damage(sql: string): Promise<void>;
  /** The discrepancies, which must all be of the damaged product. */
  compare(): Promise<Found[]>;
  /** Repairs all discrepancies and returns the run. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as `ask`
  fix(): Promise<any>;
}

const COMPARE = `{ compareStock { productsCompared productsMatching discrepancies {
  kind subject expected actual difference differencePercent cause businessDate product { sku } } } }`;
const FIX = `mutation { reconcile(input: { dryRun: false }) {
  id dryRun appliedCount discrepancies { kind subject fix note } } }`;

export async function openDamagedShop(): Promise<DamagedShop> {
  const shop = await openOperations();
  const damagedProduct = await shop.product('DAMAGED');
  const damagedBatch = await shop.receive(shop.adenta, damagedProduct, 100);
  await shop.sell(shop.adenta, [{ productId: damagedProduct, quantity: 10 }]);
  const soldMeanwhile = await shop.product('SOLD-MEANWHILE');
  await shop.receive(shop.adenta, soldMeanwhile, 1_000_000);
  let isSelling = true;
  const sellers = Array.from({ length: 4 }, async () => {
    while (isSelling) await shop.sell(shop.adenta, [{ productId: soldMeanwhile, quantity: 1 }]);
  });
  return {
    ...{ ...shop, damagedProduct, damagedBatch },
    damage: async (sql) => {
      const client = await shop.server.database.pools.super.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.actor', 'mallory', true)`);
        await client.query('set local session_replication_role = replica');
        await client.query(sql);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
    compare: async () => {
      const { compareStock } = await shop.ask(COMPARE);
      const { discrepancies, productsCompared, productsMatching } = compareStock;
      expect(productsCompared - productsMatching).toBe(discrepancies.length > 0 ? 1 : 0);
      for (const { product } of discrepancies) expect(product.sku).toBe('DAMAGED');
      return discrepancies;
    },
    fix: async () => (await shop.ask(FIX)).reconcile,
    close: async () => {
      isSelling = false;
      await Promise.all(sellers);
      await shop.close();
    },
  };
}
