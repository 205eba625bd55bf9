import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bincard, type Outcome } from './bincard';

/** A shop in a database of its own, the command line on it, and a folder for files. */
export interface CliStage {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  /** A file in the folder. */
  readonly file: (name: string) => string;
  /** The built command line, in a pipe, on the tenant that it was opened for. */
  readonly run: (command: string, ...args: string[]) => Promise<Outcome>;
  /** The same with --json, which it must have exited with that code for. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the command prints
  readonly json: (code: number, command: string, ...args: string[]) => Promise<any>;
  /** Runs SQL as a superuser past every trigger but those that are ALWAYS on. */
  readonly tamper: (sql: string) => Promise<void>;
  readonly sell: (quantity: number) => Promise<unknown>;
  close(): Promise<void>;
}

export async function openCli(tenant = 'shop'): Promise<CliStage> {
  const dataDir = makeDataDir();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-cli-'));
  const { database, shop } = await openShopDatabase();
  const run: CliStage['run'] = (command, ...args) =>
    bincard([...command.split(' '), ...args, '--tenant', tenant], {
      ...{ DATABASE_URL: database.url, BINCARD_DATA_DIR: dataDir, TZ: 'America/New_York' },
    });
  return {
    ...{ database, shop, run },
    file: (name) => path.join(folder, name),
    json: async (code, command, ...args) => {
      const outcome = await run(command, ...args, '--json');
      expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: '' });
      return JSON.parse(outcome.stdout);
    },
    tamper: async (sql) => {
      const client = await database.pools.super.connect();
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
    sell: (quantity) =>
      shop.call('record_sale', {
        locationId: shop.location,
        lines: [{ productId: shop.product, quantity }],
      }),
    close: async () => {
      await database.drop();
      for (const used of [dataDir, folder]) rmSync(used, { recursive: true, force: true });
    },
  };
}

/** An UPDATE of movements, which only who takes its guards off gets through. */
export function unguarded(sql: string): string {
  return `set session_replication_role = origin; alter table inventory.movements disable trigger all; ${sql};
    alter table inventory.movements enable trigger all;
    alter table inventory.movements enable always trigger _300_movement_immutable;
    alter table inventory.movements enable always trigger _300_movement_immutable__truncate`;
}
