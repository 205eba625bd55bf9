import { defaultMappings } from './default-mappings';
import { SyncError } from './errors';
import type { ExternalTable } from './external-table';
import type { FieldMapping } from './mapping';
import { mappingProblems } from './mapping-problems';
import type { SyncSource } from './source';

/** The source's mappings, or the table's own; throws SYNC_MAPPING_INVALID or SYNC_COLUMN_UNKNOWN before any row. */
export function checkedMappings(table: ExternalTable, source: SyncSource): FieldMapping[] {
  table.column(source.statusColumn);
  if (source.quantityColumn !== null) table.column(source.quantityColumn);
  const mappings = source.mappings ?? defaultMappings(table.columns, source);
  const [problem] = mappingProblems(mappings, table.columns);
  if (!problem) return mappings;
  throw new SyncError('SYNC_MAPPING_INVALID', `mappings${problem.field}: ${problem.message}`, {
    field: `mappings${problem.field}`,
  });
}
