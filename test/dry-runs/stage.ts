import path from 'node:path';
import { readFileSync, statSync } from 'node:fs';
import { bincard } from '../cli/bincard';
import { inReels, reel, reelNumber } from '../sync/reels';
import { openSyncServer, type SyncServer } from '../sync/sync-server';
import { wholeDatabase } from '../attack/whole-database';

/** What a dry run keeps: that it was, and what it found. */
const OWN_RECORD =
  /\.(reconciliation_(runs|lines)|sync_(run(s|_ends|_rows)|changes)|import_(runs|run_ends|problems|changes))$/;

/** A shop with external files, in which what is tried as a dry run fails for several reasons. */
export interface Stage extends SyncServer {
  /** Runs a command with --json and returns what it printed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the command prints
  command(...args: string[]): Promise<any>;
  /** Fails when `dryRun` writes anything, into any table or into an external file. */
  writingNothing<Result>(dryRun: () => Promise<Result>): Promise<Result>;
  /** Runs SQL as a superuser past the triggers, as who damages a figure does. */
  damage(sql: string): Promise<void>;
  /** A source whose rows are refused for several reasons, some by rows of an earlier page. */
  importSource(name: string): Promise<string>;
  /** A source of imported keys that were sold, one of which the file refuses to write. */
  exportSource(name: string): Promise<string>;
}

export async function openStage(): Promise<Stage> {
  const sync = await openSyncServer();
  const { database, folder } = sync;
  const files: string[] = [];
  const made = (file: string) => {
    files.push(file);
    return file;
  };
  const states = () =>
    files.map((file) => [readFileSync(file).toString('base64'), statSync(file).mtimeMs]);
  return {
    ...sync,
    command: async (...args) => {
      const { stdout, stderr } = await bincard([...args, '--tenant', 'shop', '--json'], {
        ...{ DATABASE_URL: database.url, BINCARD_SYNC_DIR: folder },
      });
      expect(stderr).toBe('');
      return JSON.parse(stdout);
    },
    writingNothing: async (dryRun) => {
      const read = async () =>
        Object.fromEntries(
          Object.entries(await wholeDatabase(database)).filter(([name]) => !OWN_RECORD.test(name)),
        );
      const before = [await read(), states()];
      const result = await dryRun();
      expect([await read(), states()]).toEqual(before);
      return result;
    },
    damage: async (sql) => {
      const client = await database.pools.super.connect();
      try {
        await client.query(`begin; set local session_replication_role = replica; ${sql}; commit;`);
      } finally {
        client.release();
      }
    },
    importSource: async (name) => {
      const rows = Array.from({ length: 620 }, (_, at) => ({
        ...reel(at),
        ...{ username: `B-${at}`, profile_name: `SKU-${name}-${at % 300}` },
      }));
      const expiring = { last_date: '2099-01-01' };
      Object.assign(rows[3]!, { width: '-1' }); // a cost below zero
      Object.assign(rows[4]!, { receive_date: '2026-02-30' });
      Object.assign(rows[5]!, { status: 'Lost' });
      Object.assign(rows[6]!, { reel_number: reelNumber(7) });
      Object.assign(rows[8]!, { profile_name: 'n'.repeat(201) });
      Object.assign(rows[9]!, { last_date: '2001-01-01' }); // expired before it came
      Object.assign(rows[610]!, { username: 'B-10', profile_name: `SKU-${name}-10` }, expiring); // as row 10
      Object.assign(rows[12]!, { username: 'B-11', profile_name: `SKU-${name}-11` }, expiring); // as row 11
      // Keys written differently: of one product in a page, and across pages; and of another product.
      Object.assign(rows[14]!, {
        reel_number: ` ${reelNumber(13)}`,
        profile_name: `SKU-${name}-13`,
      });
      const again = { reel_number: reelNumber(15).toLowerCase(), profile_name: `sku-${name}-15` };
      Object.assign(rows[611]!, again);
      Object.assign(rows[612]!, { reel_number: `${reelNumber(16)}\u00a0` });
      Object.assign(rows[613]!, {
        reel_number: `${reelNumber(23)}\u200b`,
        profile_name: `SKU-${name}-23`,
      });
      // One product by an earlier SKU and by the present one, in a page and across pages.
      const renamed = { profile_name: `SKU-${name}-24` };
      Object.assign(rows[25]!, { ...renamed, username: 'B-26' });
      Object.assign(rows[26]!, { profile_name: `NEW-${name}`, username: 'B-26' }, expiring);
      Object.assign(rows[27]!, { profile_name: `NEW-${name}`, username: 'B-27' });
      Object.assign(rows[614]!, { ...renamed, username: 'b-27' }, expiring);
      const file = made(sync.reels(`${name}.db`, rows));
      const id = await sync.source({
        ...{ name, path: path.basename(file), lastDateColumn: null },
        mappings: [
          { column: 'profile_name', target: 'sku' },
          { column: 'username', target: 'batchNumber' },
          { column: 'width', target: 'unitCost' },
          { column: 'receive_date', target: 'receivedAt' },
          { column: 'last_date', target: 'expiryDate' },
        ],
      });
      // Imported before, sold there since, or gone.
      await sync.importing(id, [20, 21, 22, 23, 24].map(reelNumber));
      const { product } = await sync.ask(`{ product(sku: "SKU-${name}-24") { id } }`);
      const sku = { productId: product.id, sku: `NEW-${name}`, reason: 'renamed' };
      await sync.shop.call('change_sku', sku);
      inReels(file, `update reels set status = 'Sold' where reel_number = ?`, reelNumber(20));
      inReels(file, `update reels set logs = 'moved' where reel_number = ?`, reelNumber(21));
      inReels(file, 'delete from reels where reel_number = ?', reelNumber(22));
      return id;
    },
    exportSource: async (name) => {
      const reels = [1, 2, 3, 4].map((at) => ({ ...reel(at), profile_name: `${name}-${at}` }));
      const file = made(sync.reels(`${name}.db`, reels));
      const mappings = [{ column: 'profile_name', target: 'sku' }];
      const id = await sync.source({ name, path: path.basename(file), mappings });
      await sync.importing(id);
      for (const at of [1, 2, 3]) await sync.sell(id, reelNumber(at));
      inReels(
        file,
        `create trigger keep before update on reels when old.reel_number = '${reelNumber(2)}'
         begin select raise(abort, 'kept'); end`,
      );
      inReels(file, `update reels set status = 'Delivered' where reel_number = ?`, reelNumber(3));
      return id;
    },
  };
}
