import { mappingsOf } from './checked-mappings';
import { SyncError } from './errors';
import { ExternalFile } from './external-file';
import { ExternalTable, type ExternalColumn } from './external-table';
import { findSourceFile } from './folder';
import type { FieldMapping } from './mapping';
import { mappingProblems, type MappingProblem } from './mapping-problems';
import type { SyncSource } from './source';

/** The state of a source's file, table and mappings; nothing is run. */
export interface SyncProbe {
  readonly reachable: boolean;
  /** The code and message of what would make a run fail. */
  readonly failure: string | null;
  readonly message: string | null;
  readonly columns: ExternalColumn[];
  readonly statuses: StatusRows[];
  readonly rows: number;
  /** Keys that occur more than once, and rows without a key. */
  readonly duplicateKeys: number;
  readonly missingKeys: number;
  /** The mappings that a run would use. */
  readonly mappings: FieldMapping[];
  readonly problems: MappingProblem[];
}

export interface StatusRows {
  readonly status: string | null;
  readonly rows: number;
  /** Rows with an UNKNOWN status are errors. */
  readonly meaning: 'IN_STOCK' | 'SOLD' | 'UNKNOWN';
}

const NOTHING: SyncProbe = {
  ...{ reachable: false, failure: null, message: null, columns: [], statuses: [], rows: 0 },
  ...{ duplicateKeys: 0, missingKeys: 0, mappings: [], problems: [] },
};

/** Checks a source's file, table and mappings. Problems are in the answer, not thrown. */
export async function probeSource(folder: string, source: SyncSource): Promise<SyncProbe> {
  let file: ExternalFile | undefined;
  let probe = NOTHING;
  try {
    file = ExternalFile.open(await findSourceFile(folder, source.tenantCode, source.path), 'ro');
    const table = await ExternalTable.find(file, source.tableName);
    const mappings = mappingsOf(source, table);
    const problems = mappingProblems(mappings, table.columns);
    probe = { ...probe, reachable: true, columns: table.columns, mappings, problems };
    const key = table.column(source.keyColumn);
    const status = table.column(source.statusColumn);
    for (const name of [source.quantityColumn, source.lastDateColumn]) {
      if (name !== null) table.column(name);
    }
    const statuses = await table.statuses(status);
    return {
      ...probe,
      rows: await table.count(),
      statuses: statuses.map((one) => ({ ...one, meaning: meaningOf(one.status, source) })),
      duplicateKeys: (await table.duplicates(key)).size,
      missingKeys: await table.countBlank(key),
    };
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    return { ...probe, failure: error.failure, message: error.message };
  } finally {
    file?.close();
  }
}

function meaningOf(status: string | null, source: SyncSource): StatusRows['meaning'] {
  if (status !== null && source.inStockValues.includes(status)) return 'IN_STOCK';
  return status !== null && source.soldValues.includes(status) ? 'SOLD' : 'UNKNOWN';
}
