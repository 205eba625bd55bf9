import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startTestServer, type TestServer } from '../api/support';
import { asTenant } from '../support/database';
import { makeReelFile, type Reel } from './reels';

/** A sync run, as selected by the tests. */
export interface Run {
  readonly id: string;
  readonly status: string;
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly exported: number;
  readonly skipped: number;
  readonly conflicts: number;
  readonly errors: number;
  readonly rows: { outcome: string; key: string | null; code: string; message: string }[];
}

/** A server with its own sync folder, and a function for each step of a sync. */
export interface SyncServer extends TestServer {
  /** Contains a folder for each tenant; the shop's is `shop`. */
  readonly folder: string;
  /** Sends a request and returns its data; the test fails on errors. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the query selects
  ask(query: string, variables?: object): Promise<any>;
  /** Sends a request and returns the extensions of its first error; the test fails without one. */
  refused(query: string, variables?: object): Promise<Record<string, unknown>>;
  /** Makes a file of reels in the shop's folder, and returns its path. */
  reels(name: string, reels: Iterable<Reel>): string;
  /** Adds a source of a file of reels, and returns its id. */
  source(more?: object): Promise<string>;
  /** Imports all keys, or the given ones; not a dry run. */
  importing(sourceId: string, keys?: string[]): Promise<Run>;
  exporting(sourceId: string): Promise<Run>;
  /** The extensions of a refused run's error. */
  importRefused(sourceId: string): Promise<Record<string, unknown>>;
  exportRefused(sourceId: string): Promise<Record<string, unknown>>;
  /** Sells the batch of a key, all of it unless a quantity is given. */
  sell(sourceId: string, key: string, quantity?: number): Promise<SoldLine>;
  refund(line: SoldLine, quantity?: number): Promise<void>;
  /** A digest of the row versions of all tables that sync writes: any write changes it. */
  written(): Promise<unknown>;
  /** Reads as a superuser, of all tenants. */
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
}

export interface SoldLine {
  readonly saleId: string;
  readonly lineId: string;
  readonly quantity: number;
}

export const RUN_FIELDS = `id status seen created updated exported skipped conflicts errors
  rows { outcome key code message }`;
const IMPORT = `mutation ($id: ID!, $keys: [String!], $all: Boolean, $dryRun: Boolean! = false) {
  importProducts(sourceId: $id, keys: $keys, all: $all, dryRun: $dryRun) { ${RUN_FIELDS} } }`;
const EXPORT = `mutation ($id: ID!, $dryRun: Boolean! = false) {
  exportSales(sourceId: $id, dryRun: $dryRun) { ${RUN_FIELDS} } }`;
const CREATE = `mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }`;

const TABLES = [
  ...[
    'products',
    'product_units',
    'product_attributes',
    'receipts',
    'batches',
    'movements',
    'sales',
  ],
  ...['batch_stock', 'stock_levels', 'daily_stock', 'product_mappings', 'audit_log'],
];

export async function openSyncServer(): Promise<SyncServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
  mkdirSync(path.join(folder, 'shop'));
  const server = await startTestServer({ syncDir: folder });
  const { api, shop, database } = server;
  // Dates in the files are read in UTC.
  await asTenant(database.pools.owner, shop.tenant, (client) =>
    client.query(`update inventory.tenants set time_zone = 'UTC'`),
  );
  const ask: SyncServer['ask'] = async (query, variables) => {
    const { data, errors } = await api.request(query, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const refused: SyncServer['refused'] = async (query, variables) => {
    const { errors } = await api.request(query, variables);
    expect(errors?.[0]).toBeDefined();
    return errors![0]!.extensions;
  };
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await database.pools.super.query<Row>(sql, values)).rows;
  const versions = TABLES.map(
    (table) =>
      `select '${table}' as name, count(*), md5(string_agg(ctid::text || xmin::text, ',' order by ctid)) from inventory.${table}`,
  ).join(' union all ');
  let sources = 0;
  return {
    ...{ ...server, folder, ask, refused, rows },
    written: () => rows(versions),
    reels: (name, reels) => makeReelFile(folder, 'shop', name, reels),
    source: async (more = {}) => {
      sources++;
      const base = { name: `Source ${sources}`, path: 'reels.db', tableName: 'reels' };
      const input = { ...base, keyColumn: 'reel_number', locationId: shop.location, ...more };
      return (await ask(CREATE, { input })).createSyncSource.id;
    },
    importing: async (id, keys) =>
      (await ask(IMPORT, { id, ...(keys ? { keys } : { all: true }) })).importProducts,
    exporting: async (id) => (await ask(EXPORT, { id })).exportSales,
    importRefused: (id) => refused(IMPORT, { id, all: true }),
    exportRefused: (id) => refused(EXPORT, { id }),
    sell: async (sourceId, key, quantity) => {
      const [mapping] = await rows<{ productId: string; quantity: number }>(
        `select m.product_id as "productId", b.intake_quantity as quantity from inventory.product_mappings m
         join inventory.batches b on b.id = m.batch_id where m.source_id = $1 and m.external_key = $2`,
        [sourceId, key],
      );
      const line = { productId: mapping!.productId, quantity: quantity ?? mapping!.quantity };
      const { recordSale } = await ask(
        'mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id lines { id } } }',
        { input: { locationId: shop.location, lines: [line] } },
      );
      const { quantity: sold } = line;
      return { saleId: recordSale.id, lineId: recordSale.lines[0].id, quantity: sold };
    },
    refund: async ({ saleId, lineId, quantity: sold }, quantity = sold) => {
      const lines = [{ saleLineId: lineId, quantity }];
      await ask('mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }', {
        input: { saleId, reason: 'came back', lines },
      });
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
