import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Identity } from '../../src/auth/token';
import { writeDocument, type DocumentFunction } from '../../src/database/documents';
import { violationsStatement } from '../../src/lifecycle/rules';
import type { FinishedRun } from '../../src/sync/run';
import type { SyncDirection } from '../../src/sync/run-state';
import { SyncService } from '../../src/sync/service';
import { asTenant, createTenant, createTestDatabase, type TestDatabase } from '../support/database';

/** A test database and a folder of external files, for tenants that sync with them. */
export interface SyncedTenants {
  readonly database: TestDatabase;
  /** Contains a folder for each tenant. */
  readonly folder: string;
  /** Creates a tenant with a location, and a source of the file's table `reels`. */
  open(code: string, file: string, more?: object): Promise<SyncedTenant>;
  close(): Promise<void>;
}

/** A tenant and its external source. */
export interface SyncedTenant {
  readonly code: string;
  readonly tenant: string;
  readonly location: string;
  readonly sourceId: string;
  /** The absolute path of the external file. */
  readonly file: string;
  /** Runs one direction; a failure is part of the result. */
  run(
    direction: SyncDirection,
    options?: { dryRun?: boolean; keys?: string[] },
  ): Promise<FinishedRun>;
  write<Result>(name: DocumentFunction, input: object): Promise<Result>;
  /** Rows of a query whose $1 is the tenant's id. */
  rows<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Sells the remaining stock of a key's batch. */
  sell(key: string): Promise<Sold>;
  /** Refunds all of it. */
  refund(sale: Sold): Promise<unknown>;
  /** Sells the remaining stock of some keys' batches in one sale. */
  sellAll(keys: string[]): Promise<BigSale>;
  refundAll(sale: BigSale, keys: string[]): Promise<unknown>;
  /** The rules that rows of the tenant violate. */
  violations(): Promise<unknown[]>;
}

export interface Sold {
  readonly key: string;
  readonly id: string;
  readonly line: string;
  readonly quantity: number;
}

export interface BigSale {
  readonly id: string;
  /** By key. */
  readonly lines: Map<string, { saleLineId: string; quantity: number }>;
}

/** The settings of the source. Its date format identifies rows that an export has written. */
export const REELS = {
  ...{ name: 'mill', tableName: 'reels', keyColumn: 'reel_number', statusColumn: 'status' },
  ...{ inStockValues: ['In-stock'], soldValues: ['Sold', 'Delivered'] },
  ...{ lastDateColumn: 'last_date', lastDateFormat: "'bincard' yyyy-MM-dd" },
};

export async function openSyncedTenants(): Promise<SyncedTenants> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-sync-'));
  const service = new SyncService(database.url, folder);
  return {
    ...{ database, folder },
    open: async (code, file, more = {}) => {
      const tenant = await createTenant(database, code, 'UTC');
      return openTenant(database, service, { code, tenant, folder, file }, more);
    },
    close: async () => {
      await service.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openTenant(
  { pools }: TestDatabase,
  service: SyncService,
  place: { code: string; tenant: string; folder: string; file: string },
  more: object,
): Promise<SyncedTenant> {
  const { code, tenant, folder, file } = place;
  const identity: Identity = { tenantId: tenant, actor: 'tester', role: 'admin' };
  const write: SyncedTenant['write'] = (name, input) =>
    writeDocument(pools.app, identity, name, input);
  const rows: SyncedTenant['rows'] = async <Row extends object>(
    text: string,
    values: unknown[] = [],
  ) => (await pools.super.query<Row>(text, [tenant, ...values])).rows;
  const yard = { code: 'YARD', name: 'Yard', kind: 'WAREHOUSE' };
  const { id: location } = await write<{ id: string }>('create_location', yard);
  const { id: sourceId } = await write<{ id: string }>('create_sync_source', {
    ...{ ...REELS, path: path.relative(path.join(folder, code), file), locationId: location },
    ...more,
  });
  return {
    ...{ code, tenant, location, sourceId, file, write, rows },
    run: async (direction, { dryRun = false, keys } = {}) =>
      (await service.run(identity, sourceId, { direction, dryRun, keys, trigger: 'MANUAL' }))!,
    sell: async (key) => {
      const [line] = await rows<{ productId: string; quantity: number }>(
        `select product_id as "productId", remaining as quantity from inventory.mapping_stock
         where tenant_id = $1 and external_key = $2`,
        [key],
      );
      const input = { locationId: location, lines: [line] };
      const sale = await write<{ id: string; lines: { id: string }[] }>('record_sale', input);
      return { key, id: sale.id, line: sale.lines[0]!.id, quantity: line!.quantity };
    },
    refund: ({ id, line, quantity }) =>
      write('refund_sale', {
        ...{ saleId: id, reason: 'came back', lines: [{ saleLineId: line, quantity }] },
      }),
    sellAll: async (keys) => {
      const lines = await rows<{ key: string; productId: string; quantity: number }>(
        `select external_key as key, product_id as "productId", remaining as quantity
         from inventory.mapping_stock where tenant_id = $1 and external_key = any ($2) order by external_key`,
        [keys],
      );
      const input = {
        locationId: location,
        lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
      };
      const sale = await write<{ id: string; lines: { id: string }[] }>('record_sale', input);
      const ids = lines.map(
        ({ key, quantity }, at) => [key, { saleLineId: sale.lines[at]!.id, quantity }] as const,
      );
      return { id: sale.id, lines: new Map(ids) };
    },
    refundAll: (sale, keys) =>
      write('refund_sale', {
        ...{ saleId: sale.id, reason: 'came back', lines: keys.map((key) => sale.lines.get(key)!) },
      }),
    violations: async () => {
      const counted = await asTenant(pools.app, tenant, (client) =>
        client.query<{ violations: number }>(violationsStatement()),
      );
      return counted.rows.filter((row) => Number(row.violations) > 0);
    },
  };
}
