import type { FieldMapping } from './mapping';

/** A sync source as the database keeps it, with what a run needs of its tenant. */
export interface SyncSource {
  readonly id: string;
  readonly name: string;
  /** Of the file, within the tenant's folder. */
  readonly path: string;
  readonly tableName: string;
  readonly keyColumn: string;
  readonly statusColumn: string;
  readonly inStockValues: string[];
  readonly soldValues: string[];
  /** The one of soldValues that an export writes. */
  readonly exportValue: string;
  /** Null: each row is one piece. */
  readonly quantityColumn: string | null;
  /** Null: an export writes no date. */
  readonly lastDateColumn: string | null;
  readonly lastDateFormat: string;
  readonly locationId: string;
  /** Null: made from the table's own columns. */
  readonly mappings: FieldMapping[] | null;
  readonly enabled: boolean;
  readonly intervalMinutes: number;
  readonly lastRunAt: string | null;
  readonly nextRunAt: string;
  /** Scheduled runs in a row that failed. */
  readonly failures: number;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly tenantCode: string;
  readonly timeZone: string;
}
