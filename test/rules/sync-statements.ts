import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';

// What sync writes, as SQL; sync_path_invalid.test.ts and its kin attack it.

interface SourceColumns {
  readonly id: string;
  readonly name: string;
  /** As SQL: a path may hold what no quotes could. */
  readonly path: string;
  readonly table: string;
  readonly location: string;
  /** As SQL. */
  readonly inStock: string;
  readonly sold: string;
  readonly exportValue: string;
  readonly mappings: string;
  readonly interval: number;
}

/** A sync source, unlike any other unless its name and path are given. */
export function sourceSql(shop: TestShop, given: Partial<SourceColumns> = {}): string {
  const { id = randomUUID(), name = `Source ${id}`, path = `'${id}.db'`, table = 'reels' } = given;
  const { location = shop.location, inStock = `'{In-stock}'`, sold = `'{Sold,Delivered}'` } = given;
  const { exportValue = 'Sold', mappings = 'null', interval = 1440 } = given;
  return `insert into inventory.sync_sources (tenant_id, id, name, path, table_name, key_column, status_column,
      in_stock_values, sold_values, export_value, location_id, mappings, interval_minutes)
    values ('${shop.tenant}', '${id}', '${name}', ${path}, '${table}', 'reel_number', 'status',
      ${inStock}, ${sold}, '${exportValue}', '${location}', ${mappings}, ${interval});`;
}

/** A run of a source. */
export function runSql(shop: TestShop, source: string, given: RunColumns = {}): string {
  const { id = randomUUID(), direction = 'IMPORT', trigger = 'MANUAL', dryRun = false } = given;
  const shown = given.shown ? `'${given.shown}'` : 'null';
  return `insert into inventory.sync_runs (tenant_id, id, source_id, direction, dry_run, trigger, dry_run_id)
    values ('${shop.tenant}', '${id}', '${source}', '${direction}', ${dryRun}, '${trigger}', ${shown});`;
}

interface RunColumns {
  readonly id?: string;
  readonly direction?: string;
  readonly trigger?: string;
  readonly dryRun?: boolean;
  /** The dry run of which it does what was shown. */
  readonly shown?: string;
}

/** What a row of a source would change. */
export function syncChangeSql(shop: TestShop, run: string): string {
  return `insert into inventory.sync_changes (tenant_id, id, run_id, external_key, action, subject, changes, hash, row_hash)
    values ('${shop.tenant}', inventory.uuid_v7(), '${run}', 'R-1', 'CREATED', 'A-1', '[]', '', '');`;
}

/** A dry run of a source that has ended, unless `end` says otherwise, and a run that names it. */
export function shownRunSql(
  shop: TestShop,
  dry: RunColumns,
  live: RunColumns = {},
  end: (run: string) => string = (run) => endSql(shop, run),
): string {
  const shown = randomUUID();
  return withSource(
    shop,
    (source) =>
      runSql(shop, source, { ...dry, id: shown }) +
      end(shown) +
      runSql(shop, source, { ...live, shown }),
  );
}

/** The end of a run; `count` is one of its counts. */
export function endSql(shop: TestShop, run: string, count = 0, failure?: string): string {
  return `insert into inventory.sync_run_ends (tenant_id, run_id, seen, skipped, failure)
    values ('${shop.tenant}', '${run}', ${count}, ${count}, ${failure ? `'${failure}'` : 'null'});`;
}

/** What a run could not do with one row. */
export function runRowSql(shop: TestShop, run: string, given: RunRowColumns = {}): string {
  const { outcome = 'ERROR', key = 'R-1', code = 'KEY_DUPLICATE' } = given;
  return `insert into inventory.sync_run_rows (tenant_id, id, run_id, outcome, external_key, code, message)
    values ('${shop.tenant}', inventory.uuid_v7(), '${run}', '${outcome}', '${key}', '${code}', 'twice');`;
}

interface RunRowColumns {
  readonly outcome?: string;
  readonly key?: string;
  readonly code?: string;
}

interface MappingColumns {
  readonly source: string;
  readonly key: string;
  readonly batch: string;
  readonly status: string;
  readonly quantity: string | number;
}

/** What a key of a source became: the untouched batch, unless another one is given. */
export function mappingSql(
  shop: TestShop,
  { source, ...given }: Partial<MappingColumns> & { source: string },
): string {
  const { key = 'R-1', batch = shop.untouchedBatch, status = 'IN_STOCK', quantity = 50 } = given;
  return `insert into inventory.product_mappings (tenant_id, source_id, external_key, batch_id, status, external_status,
      external_quantity, content_hash)
    values ('${shop.tenant}', '${source}', '${key}', '${batch}', '${status}', 'In-stock', ${quantity}, '');`;
}

/** A source with a run that has an end and a row, and a key that came in: something of everything. */
export function syncedSql(shop: TestShop): string {
  const [source, run] = [randomUUID(), randomUUID()];
  return [
    sourceSql(shop, { id: source }),
    runSql(shop, source, { id: run }),
    runRowSql(shop, run),
    syncChangeSql(shop, run),
    endSql(shop, run),
    mappingSql(shop, { source }),
  ].join(' ');
}

/** A source made on the way, and then what `then` says of it. */
export function withSource(shop: TestShop, then: (source: string) => string): string {
  const source = randomUUID();
  return `${sourceSql(shop, { id: source })} ${then(source)}`;
}

/** A run made on the way, and then what `then` says of it. */
export function withRun(shop: TestShop, then: (run: string) => string): string {
  const run = randomUUID();
  return withSource(shop, (source) => `${runSql(shop, source, { id: run })} ${then(run)}`);
}

/** The mutation that adds a source, and an input for it. */
export const CREATE_SOURCE =
  'mutation ($input: CreateSyncSourceInput!) { createSyncSource(input: $input) { id } }';

export function sourceInput(shop: TestShop, more: object = {}): { input: object } {
  const base = { name: 'Hall', path: 'reels.db', tableName: 'reels', keyColumn: 'reel_number' };
  return { input: { ...base, locationId: shop.location, ...more } };
}

/** The same as the entry point takes it: with what the API's input fills in. */
export function sourceRow(shop: TestShop): object {
  const filled = { statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] };
  return { ...sourceInput(shop).input, ...filled };
}
