import type { Snapshot } from '../database/snapshot';
import { mappingsOfKeys, soldHereKeys } from '../database/queries/sync';
import type { ExternalProductRow } from './child/protocol';
import type { SyncSource } from './source';
import { withSourceFile, type SourceFiles } from './source-file';

/** An external row that is in stock and was not sold here. */
export interface ExternalProduct extends ExternalProductRow {
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
  files: SourceFiles,
  source: SyncSource,
  { search, ...page }: { search: string | null; after: string | null; limit: number },
): Promise<ExternalPage> {
  const soldHere = await snapshot.query(soldHereKeys, { sourceId: source.id });
  const sold = soldHere.map(({ key }) => key);
  const rows = await withSourceFile(files, source, (file) =>
    file.request('products', { search, sold, ...page }),
  );
  const keys = rows.flatMap(({ key }) => key ?? []);
  const known = await snapshot.query(mappingsOfKeys, { sourceId: source.id, keys });
  const batches = new Map(known.map(({ externalKey, batchId }) => [externalKey, batchId]));
  return {
    rows: rows.map((row) => ({ ...row, batchId: batches.get(row.key ?? '') ?? null })),
    count: () =>
      withSourceFile(files, source, (file) => file.request('countProducts', { search, sold })),
  };
}
