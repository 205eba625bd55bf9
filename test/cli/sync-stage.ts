import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createTenant } from '../support/database';
import { makeReelFile, reel } from '../sync/reels';
import { switchOn } from '../sync/switched-on';
import { bincard, type Outcome } from './bincard';
import { openCli, type CliStage } from './ledger';

/** A shop with external files, and the command line for it. */
export interface SyncCli {
  readonly cli: CliStage;
  /** Contains a folder for each tenant. `shop/hall.db` has five reels, `shop/yard.db` a valid and an invalid one. */
  readonly folder: string;
  readonly hall: string;
  /** Runs the command line without additional arguments, for tests of where --tenant may stand. */
  bare(...args: string[]): Promise<Outcome>;
  /** Runs `bincard sync` for the shop. */
  run(...args: string[]): Promise<Outcome>;
  /** As `run` with --json; expects the exit code, and returns the parsed output. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the command prints
  json(code: number, ...args: string[]): Promise<any>;
  /** Adds a source, switched on unless `enabled` is false. */
  addSource(name: string, more?: object): Promise<{ id: string }>;
  sell(key: string): Promise<void>;
  /** The number of imported keys, and of runs that were not dry runs. */
  counts(): Promise<unknown>;
  close(): Promise<void>;
}

export async function openSyncCli(): Promise<SyncCli> {
  const cli = await openCli();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-cli-sync-'));
  const hall = Array.from({ length: 5 }, (_, at) => reel(at));
  const yard = [reel(10), { ...reel(11), status: 'Lost' }];
  makeReelFile(folder, 'shop', 'yard.db', yard);
  await createTenant(cli.database, 'empty');
  const bare: SyncCli['bare'] = (...args) =>
    bincard(args, { DATABASE_URL: cli.database.url, BINCARD_SYNC_DIR: folder });
  const run: SyncCli['run'] = (...args) => bare('sync', ...args, '--tenant', 'shop');
  const query = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await cli.database.pools.super.query<Row>(sql, values)).rows;
  return {
    ...{ cli, folder, bare, run },
    hall: makeReelFile(folder, 'shop', 'hall.db', hall),
    json: async (code, ...args) => {
      const outcome = await run(...args, '--json');
      expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: '' });
      return JSON.parse(outcome.stdout);
    },
    addSource: async (name, more = {}) => {
      const source = await cli.shop.call('create_sync_source', {
        ...{ name, path: `${name}.db`, tableName: 'reels', keyColumn: 'reel_number' },
        ...{
          statusColumn: 'status',
          inStockValues: ['In-stock'],
          soldValues: ['Sold', 'Delivered'],
        },
        ...{ lastDateColumn: 'last_date', locationId: cli.shop.location, ...more },
      });
      if (!('enabled' in more)) await switchOn(cli.shop.call, source.id);
      return source;
    },
    sell: async (key) => {
      const [product] = await query<{ id: string }>(
        'select id from inventory.products where sku = $1',
        [key],
      );
      await cli.shop.call('record_sale', {
        locationId: cli.shop.location,
        lines: [{ productId: product!.id, quantity: 1 }],
      });
    },
    counts: async () =>
      (
        await query(
          `select (select count(*)::int from inventory.product_mappings) as keys,
             (select count(*)::int from inventory.sync_runs where not dry_run) as runs`,
        )
      )[0],
    close: async () => {
      await cli.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
