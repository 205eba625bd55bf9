import type { SyncSourcesRow } from '../database/queries/sync';

/**
 * A sync source, with its tenant's code and time zone. `path` is the file's path within the tenant's folder. Without a
 * `quantityColumn` each row is one base unit, without a `lastDateColumn` an export writes no date, and without `mappings`
 * they are derived from the table's columns.
 */
export type SyncSource = SyncSourcesRow;
