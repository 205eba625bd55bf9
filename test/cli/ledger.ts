import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { openShopDatabase, type TestShop } from '../support/shop';
import { bincard, type Outcome } from './bincard';

/** A shop in its own database, the command line for it, and a folder for files. */
export interface CliStage {
  readonly database: TestDatabase;
  readonly shop: TestShop;
  /** A file in the folder. */
  readonly file: (name: string) => string;
  /** Runs a command for the tenant, without a terminal. */
  readonly run: (command: string, ...args: string[]) => Promise<Outcome>;
  /** Runs a command with --json, expects the exit code, and returns the parsed output. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the command prints
  readonly json: (code: number, command: string, ...args: string[]) => Promise<any>;
  /** Runs SQL as a superuser. Only triggers that are ENABLE ALWAYS fire. */
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

/** SQL that changes movements with all triggers of the table disabled. */
export function unguarded(sql: string): string {
  return `set session_replication_role = origin; alter table inventory.movements disable trigger all; ${sql};
    alter table inventory.movements enable trigger all;
    alter table inventory.movements enable always trigger _300_movement_immutable;
    alter table inventory.movements enable always trigger _300_movement_immutable__truncate`;
}
