import type { RowCounts, TableState } from './child/protocol';
import { SyncError } from './errors';
import type { SyncSource } from './source';
import { withSourceFile, type SourceFiles } from './source-file';

/** The state of a source's file, table and mappings; nothing is run. */
export interface SyncProbe extends TableState, Omit<RowCounts, 'statuses'> {
  readonly reachable: boolean;
  /** The code and message of what would make a run fail. */
  readonly failure: string | null;
  readonly message: string | null;
  readonly statuses: StatusRows[];
}

export interface StatusRows {
  readonly status: string | null;
  readonly rows: number;
  /** Rows with an UNKNOWN status are errors. */
  readonly meaning: 'IN_STOCK' | 'SOLD' | 'UNKNOWN';
}

const NOTHING: SyncProbe = {
  ...{ reachable: false, failure: null, message: null, columns: [], statuses: [], rows: 0 },
  ...{ duplicateKeys: 0, missingKeys: 0, mappings: [], unmapped: [], problems: [] },
};

/** Checks a source's file, table and mappings. Problems are in the answer, not thrown. */
export async function probeSource(files: SourceFiles, source: SyncSource): Promise<SyncProbe> {
  let probe = NOTHING;
  try {
    return await withSourceFile(files, source, async (file) => {
      probe = { ...probe, reachable: true, ...(await file.request('describe')) };
      const counts = await file.request('countRows');
      const statuses = counts.statuses.map((one) => ({
        ...one,
        meaning: meaningOf(one.status, source),
      }));
      return { ...probe, ...counts, statuses };
    });
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return { ...probe, failure: error.failure, message: error.message };
  }
}

function meaningOf(status: string | null, source: SyncSource): StatusRows['meaning'] {
  if (status !== null && source.inStockValues.includes(status)) return 'IN_STOCK';
  return status !== null && source.soldValues.includes(status) ? 'SOLD' : 'UNKNOWN';
}
