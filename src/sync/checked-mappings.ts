import { defaultMappings } from './default-mappings';
import { SyncError } from './errors';
import type { ExternalTable } from './child/external-table';
import { asMappings, type FieldMapping } from './mapping';
import { mappingProblems } from './mapping-problems';
import type { SyncSource } from './source';

/** The mappings that a run uses: the source's own, or those that its table suggests. */
export function mappingsOf(source: SyncSource, table: ExternalTable): FieldMapping[] {
  return source.mappings ? asMappings(source.mappings) : defaultMappings(table.columns, source);
}

/** Columns that no mapping reads, and that sync itself neither reads nor writes: what is in them does not come in. */
export function unmappedColumns(
  source: SyncSource,
  table: ExternalTable,
  mappings: FieldMapping[],
): string[] {
  const { keyColumn, statusColumn, quantityColumn, lastDateColumn } = source;
  const read = [keyColumn, statusColumn, quantityColumn, lastDateColumn]
    .concat(mappings.map(({ column }) => column))
    .map((name) => name?.toLowerCase());
  return table.columns.map(({ name }) => name).filter((name) => !read.includes(name.toLowerCase()));
}

/** The source's mappings, or the table's own; throws SYNC_MAPPING_INVALID or SYNC_COLUMN_UNKNOWN before any row. */
export function checkedMappings(table: ExternalTable, source: SyncSource): FieldMapping[] {
  table.column(source.keyColumn);
  table.column(source.statusColumn);
  if (source.quantityColumn !== null) table.column(source.quantityColumn);
  const mappings = mappingsOf(source, table);
  const [problem] = mappingProblems(mappings, table.columns);
  if (!problem) return mappings;
  throw new SyncError('SYNC_MAPPING_INVALID', `mappings${problem.field}: ${problem.message}`, {
    field: `mappings${problem.field}`,
  });
}
