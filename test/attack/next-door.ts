import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeReelFile, reel, reelNumber } from '../sync/reels';
import type { TestShop } from '../support/shop';
import type { Api } from '../support/api';

/** An inventory next door of a shop: a source, and a run that brought one key of it in. */
export interface NextDoor {
  readonly source: string;
  /** A source of nothing, to be changed. */
  readonly spare: string;
  readonly run: string;
  /** A key that did not come in. */
  readonly key: string;
}

/** A folder for files of inventories next door, and how it goes away. */
export function openSyncFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-attack-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Puts a file into the tenant's folder, makes a source of it and brings one of its keys in. */
export async function openNextDoor(
  api: Api,
  folder: string,
  tenantCode: string,
  shop: TestShop,
): Promise<NextDoor> {
  makeReelFile(folder, tenantCode, 'reels.db', [1, 2, 3, 4].map(reel));
  const token = await api.token(shop.tenant);
  const ask = async <Result>(query: string, variables: object): Promise<Result> => {
    const { data, errors } = await api.request(query, variables, { token });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as Result;
  };
  const source = async (name: string, file: string): Promise<string> => {
    const table = { path: file, tableName: 'reels', keyColumn: 'reel_number' };
    const { createSyncSource } = await ask<{ createSyncSource: { id: string } }>(
      'mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }',
      { input: { name, ...table, locationId: shop.location } },
    );
    return createSyncSource.id;
  };
  const id = await source('Next door', 'reels.db');
  const { importProducts } = await ask<{ importProducts: { id: string; created: number } }>(
    'mutation ($id: ID!, $keys: [String!]) { importProducts(sourceId: $id, keys: $keys, dryRun: false) { id created } }',
    { id, keys: [reelNumber(1)] },
  );
  if (importProducts.created !== 1) throw new Error('Nothing came in');
  const spare = await source('Spare', 'spare.db');
  return { source: id, spare, run: importProducts.id, key: reelNumber(2) };
}
