import type { Snapshot } from '../database/snapshot';
import { mappingsOfKeys, soldHereKeys } from '../database/queries/sync';
import { RowError } from './errors';
import { ExternalFile } from './external-file';
import { ExternalTable, quoted, type ExternalRow } from './external-table';
import { asText } from './external-value';
import { findSourceFile } from './folder';
import { readRow } from './incoming-row';
import { keyList } from './key-list';
import { mapRow, type FieldMapping, type MappedRow } from './mapping';
import { checkedMappings } from './checked-mappings';
import type { SyncSource } from './source';
import { toPlain, type Plain } from './transforms';

/** An external row that is in stock and was not sold here. */
export interface ExternalProduct {
  /** Its place in the list, for paging. */
  readonly position: string;
  readonly key: string | null;
  readonly status: string;
  /** In base units; null when it is invalid. */
  readonly quantity: number | null;
  /** The external row, by column. */
  readonly values: Record<string, Plain>;
  /** What it would be imported as; null when it cannot be. */
  readonly product: MappedRow | null;
  /** Why it cannot be imported. */
  readonly problem: string | null;
  /** The batch of its key, once it was imported. */
  readonly batchId: string | null;
}

export interface ExternalPage {
  readonly rows: ExternalProduct[];
  count(): Promise<number>;
}

/** A page of the rows that could be imported, in the file's order. Throws SyncError. */
export async function externalProducts(
  snapshot: Snapshot,
  folder: string,
  source: SyncSource,
  page: { search: string | null; after: string | null; limit: number },
): Promise<ExternalPage> {
  const found = await findSourceFile(folder, source.tenantCode, source.path);
  const sold = await snapshot.query(soldHereKeys, { sourceId: source.id });
  const read = <Result>(work: (table: ExternalTable) => Promise<Result>) =>
    withTable(found, source, work);
  const where = (table: ExternalTable) =>
    condition(
      table,
      source,
      sold.map(({ key }) => key),
      page.search,
    );
  const rows = await read(async (table) => {
    const mappings = checkedMappings(table, source);
    const keyColumn = table.column(source.keyColumn);
    const position = table.positionOf(keyColumn);
    const { text, parameters } = where(table);
    const after = page.after === null ? '' : `and ${position} > ?`;
    const seen = await table.read(`where ${text} ${after} order by ${position} limit ?`, [
      ...parameters,
      ...(page.after === null ? [] : [page.after]),
      page.limit,
    ]);
    const duplicates = await table.duplicates(keyColumn);
    return seen.map((row) => describe(row, table, source, mappings, duplicates));
  });
  const keys = rows.flatMap(({ key }) => key ?? []);
  const known = await snapshot.query(mappingsOfKeys, { sourceId: source.id, keys });
  const batches = new Map(known.map(({ externalKey, batchId }) => [externalKey, batchId]));
  return {
    rows: rows.map((row) => ({ ...row, batchId: batches.get(row.key ?? '') ?? null })),
    count: () =>
      read((table) => {
        const { text, parameters } = where(table);
        return table.count(`where ${text}`, parameters);
      }),
  };
}

async function withTable<Result>(
  found: string,
  source: SyncSource,
  work: (table: ExternalTable) => Promise<Result>,
): Promise<Result> {
  const file = ExternalFile.open(found, 'ro');
  try {
    return await work(await ExternalTable.find(file, source.tableName));
  } finally {
    file.close();
  }
}

function condition(
  table: ExternalTable,
  source: SyncSource,
  sold: string[],
  search: string | null,
): { text: string; parameters: unknown[] } {
  const status = quoted(table.column(source.statusColumn));
  const key = quoted(table.column(source.keyColumn));
  const parts = [
    `cast(${status} as text) in (select value from json_each(?))`,
    `(${key} is null or ${key} not in (select value from json_each(?)))`,
  ];
  const parameters: unknown[] = [JSON.stringify(source.inStockValues), keyList(sold)];
  if (search) {
    const within = table.columns.map(
      ({ name }) => `instr(lower(cast(${quoted(name)} as text)), lower(?)) > 0`,
    );
    parts.push(`(${within.join(' or ')})`);
    parameters.push(...table.columns.map(() => search));
  }
  return { text: parts.join(' and '), parameters };
}

function describe(
  row: ExternalRow,
  table: ExternalTable,
  source: SyncSource,
  mappings: FieldMapping[],
  duplicates: Set<string>,
): ExternalProduct {
  const text = asText(row.values[table.column(source.keyColumn)]);
  const seen = {
    position: String(row.rowNumber ?? text ?? ''),
    key: text,
    status: String(row.values[table.column(source.statusColumn)]),
    values: plainValues(row),
    batchId: null,
  };
  try {
    const read = readRow(row, table, source, duplicates);
    const product = mapRow(row, mappings, read.key, source.timeZone);
    return { ...seen, quantity: read.quantity, product, problem: null };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    const problem = `${error.code}: ${error.message}`;
    return { ...seen, quantity: null, product: null, problem };
  }
}

function plainValues(row: ExternalRow): Record<string, Plain> {
  return Object.fromEntries(
    Object.entries(row.values).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? null : toPlain(value),
    ]),
  );
}
