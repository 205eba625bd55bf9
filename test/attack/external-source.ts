import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeReelFile, reel, reelNumber } from '../sync/reels';
import type { TestShop } from '../support/shop';
import type { Api } from '../support/api';

/** An external source of a shop, and a run that imported one of its keys. */
export interface ExternalSource {
  readonly source: string;
  /** A source without a file, to be edited. */
  readonly spare: string;
  readonly run: string;
  /** A key that was not imported. */
  readonly key: string;
}

/** A temporary folder for external files, and how to remove it. */
export function openSyncFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-attack-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Creates a file in the tenant's folder, adds it as a source and imports one of its keys. */
export async function openExternalSource(
  api: Api,
  folder: string,
  tenantCode: string,
  shop: TestShop,
): Promise<ExternalSource> {
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
  const id = await source('External source', 'reels.db');
  const { importProducts } = await ask<{ importProducts: { id: string; created: number } }>(
    'mutation ($id: ID!, $keys: [String!]) { importProducts(sourceId: $id, keys: $keys, dryRun: false) { id created } }',
    { id, keys: [reelNumber(1)] },
  );
  if (importProducts.created !== 1) throw new Error('Nothing was imported');
  const spare = await source('Spare', 'spare.db');
  return { source: id, spare, run: importProducts.id, key: reelNumber(2) };
}
