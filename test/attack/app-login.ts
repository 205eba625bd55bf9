import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import { asTenant, createTenant, refusalOf, type TestDatabase } from '../support/database';
import { openShopDatabase, type TestShop } from '../support/shop';

/** The shop, another tenant, and the server's own login: a member of bincard_app and of nothing else. */
export interface AppLogin {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  /** Another tenant, which has nothing. */
  readonly stranger: string;
  readonly pool: Pool;
  /** What refuses SQL in a transaction of the shop, checks at COMMIT included; everything is rolled back. */
  readonly attempt: (sql: string) => Promise<string>;
  close(): Promise<void>;
}

export async function openAppLogin(): Promise<AppLogin> {
  const { database, shop } = await openShopDatabase();
  const stranger = await createTenant(database, 'stranger');
  const name = `attacker_${randomBytes(4).toString('hex')}`;
  await database.pools.super.query(
    `create role ${name} login password 'attack' in role bincard_app`,
  );
  const url = new URL(database.url);
  url.username = name;
  url.password = 'attack';
  const pool = createPool(url.toString(), 'bincard_app', { max: 2 });
  const attempt = (sql: string) =>
    refusalOf(
      asTenant(
        pool,
        shop.tenant,
        async (client) => {
          await client.query(sql);
          await client.query('set constraints all immediate');
        },
        'rollback',
      ),
    );
  const close = async () => {
    await pool.end();
    await database.pools.super.query(`drop role ${name}`);
    await database.drop();
  };
  return { database, shop, stranger, pool, attempt, close };
}
