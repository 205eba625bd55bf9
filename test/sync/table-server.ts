import path from 'node:path';
import { inReels } from './reels';
import { openSyncServer, type SyncServer } from './sync-server';

/** The settings of a source whose table has other names than the table of reels. */
export const TABLE = {
  ...{ tableName: 't', keyColumn: 'k', statusColumn: 's' },
  ...{ inStockValues: ['in'], soldValues: ['out'] },
};

export const EXTERNAL_PRODUCTS = `query ($id: ID!, $first: Int!, $after: String) {
  externalProducts(sourceId: $id, first: $first, after: $after) {
    totalCount nodes { key status values } pageInfo { hasNextPage endCursor } } }`;

/** A server whose external files are made by SQL. */
export interface TableServer extends SyncServer {
  /** Makes a file in the shop's folder by statements, and returns its path. */
  makeFile(name: string, ...statements: string[]): string;
  /** The keys of `externalProducts`, read page by page, and the total count. */
  listKeys(sourceId: string, first?: number): Promise<{ keys: string[]; totalCount: number }>;
  /**
   * Imports the three rows of a file, sells the second, exports, refunds it and exports again, and checks each step.
   * `statuses` is the SQL that reads the status of each row.
   */
  expectRoundTrip(file: string, more: object, keys: string[], statuses: string): Promise<void>;
}

export async function openTableServer(): Promise<TableServer> {
  const sync = await openSyncServer();
  const listKeys: TableServer['listKeys'] = async (id, first = 2) => {
    const keys: string[] = [];
    for (let after: string | null = null; ;) {
      const { externalProducts } = await sync.ask(EXTERNAL_PRODUCTS, { id, first, after });
      keys.push(...externalProducts.nodes.map(({ key }: { key: string }) => key));
      const { hasNextPage, endCursor } = externalProducts.pageInfo;
      if (!hasNextPage) return { keys, totalCount: externalProducts.totalCount };
      after = endCursor;
    }
  };
  const unchanged = { created: 0, updated: 0, conflicts: 0, errors: 0 };
  return {
    ...{ ...sync, listKeys },
    makeFile: (name, ...statements) => {
      const file = path.join(sync.folder, 'shop', name);
      for (const statement of statements) inReels(file, statement);
      return file;
    },
    expectRoundTrip: async (file, more, keys, statuses) => {
      const id = await sync.source({ path: path.basename(file), lastDateColumn: null, ...more });
      expect(await listKeys(id)).toEqual({ keys, totalCount: 3 });
      expect(await sync.importing(id)).toMatchObject({ seen: 3, created: 3, errors: 0 });
      expect(await sync.importing(id)).toMatchObject({ seen: 3, skipped: 3, ...unchanged });
      expect(await sync.importing(id, [keys[2]!])).toMatchObject({ seen: 1, skipped: 1 });
      const line = await sync.sell(id, keys[1]!);
      expect((await listKeys(id)).keys).toEqual([keys[0], keys[2]]);
      expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 1, conflicts: 0 });
      expect(inReels(file, statuses)).toEqual([['in'], ['out'], ['in']]);
      await sync.refund(line);
      expect(await sync.exporting(id)).toMatchObject({ seen: 1, exported: 1, conflicts: 0 });
      expect(inReels(file, statuses)).toEqual([['in'], ['in'], ['in']]);
      expect(await sync.importing(id)).toMatchObject({ seen: 3, skipped: 3, ...unchanged });
    },
  };
}
