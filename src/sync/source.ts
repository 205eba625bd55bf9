import type { FieldMapping } from './mapping';

/** A sync source, with its tenant's code and time zone. */
export interface SyncSource {
  readonly id: string;
  readonly name: string;
  /** The file's path within the tenant's folder. */
  readonly path: string;
  readonly tableName: string;
  readonly keyColumn: string;
  readonly statusColumn: string;
  readonly inStockValues: string[];
  readonly soldValues: string[];
  /** The one of soldValues that an export writes. */
  readonly exportValue: string;
  /** Null: each row is one base unit. */
  readonly quantityColumn: string | null;
  /** Null: an export writes no date. */
  readonly lastDateColumn: string | null;
  readonly lastDateFormat: string;
  readonly locationId: string;
  /** Null: derived from the table's columns. */
  readonly mappings: FieldMapping[] | null;
  readonly enabled: boolean;
  readonly intervalMinutes: number;
  readonly lastRunAt: string | null;
  readonly nextRunAt: string;
  /** Consecutive scheduled runs that failed. */
  readonly failures: number;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly tenantCode: string;
  readonly timeZone: string;
}
