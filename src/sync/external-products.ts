import type { Snapshot } from '../database/snapshot';
import { mappingsOfKeys, unlistedKeys } from '../database/queries/sync';
import type { ExternalProductRow } from './child/protocol';
import type { SyncSource } from './source';
import { withSourceFile, type SourceFiles } from './source-file';

/** An external row that is in stock and was not sold here. */
export interface ExternalProduct extends ExternalProductRow {
  /** The batch of its key, once it was imported. */
  readonly batchId: string | null;
}

/** Which rows, and which of their pages. */
export interface ExternalProductsInput {
  /** A part of the value of any column. */
  readonly search: string | null;
  /** Without the rows that came in. */
  readonly newOnly: boolean;
  readonly after: string | null;
  readonly limit: number;
}

export interface ExternalPage {
  readonly rows: ExternalProduct[];
  count(): Promise<number>;
}

/** A page of the rows that could be imported, in the file's order. Throws SyncError. */
export async function externalProducts(
  snapshot: Snapshot,
  files: SourceFiles,
  source: SyncSource,
  { search, newOnly, ...page }: ExternalProductsInput,
): Promise<ExternalPage> {
  const unlisted = await snapshot.query(unlistedKeys, { sourceId: source.id, newOnly });
  const without = unlisted.map(({ key }) => key);
  const rows = await withSourceFile(files, source, (file) =>
    file.request('products', { search, without, ...page }),
  );
  const keys = rows.flatMap(({ key }) => key ?? []);
  const known = await snapshot.query(mappingsOfKeys, { sourceId: source.id, keys });
  const batches = new Map(known.map(({ externalKey, batchId }) => [externalKey, batchId]));
  return {
    rows: rows.map((row) => ({ ...row, batchId: batches.get(row.key ?? '') ?? null })),
    count: () =>
      withSourceFile(files, source, (file) => file.request('countProducts', { search, without })),
  };
}
