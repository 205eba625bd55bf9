import {
  BatchStatus,
  LotStatus,
  MovementKind,
  ReservationStatus,
  SaleStatus,
} from '../../schema/enums';

/**
 * The TypeScript types of columns that say more than their type in PostgreSQL: what JSON holds, and the texts that a
 * function gives. Texts that a CHECK lists are read from the catalog.
 */
export const COLUMN_TYPES: Record<string, string> = {
  'products.attributes': 'Record<string, unknown>',
  'audit_log.before': 'Record<string, unknown>',
  'audit_log.after': 'Record<string, unknown>',
  'audit_log.metadata': 'Record<string, unknown>',
  'sync_sources.mappings': 'unknown[]',
  'api_batches.status': oneOf(BatchStatus),
  'api_lots.status': oneOf(LotStatus),
  'api_reservations.status': oneOf(ReservationStatus),
  'sales.status': oneOf(SaleStatus),
  'movements.kind': oneOf(MovementKind),
};

function oneOf(values: Record<string, string>): string {
  return Object.keys(values)
    .map((text) => `'${text}'`)
    .join(' | ');
}

/** Functions that give no null unless they are given one; the catalog does not say this of a function. */
export const KEEP_NOT_NULL = new Set([
  ...['now', 'upper', 'lower', 'floor', 'round', 'encode', 'extract', 'jsonb_typeof'],
  ...['split_part', 'regexp_replace', 'pg_snapshot_xmin', 'pg_current_snapshot'],
  ...['utc_text', 'reservation_status', 'tenant_today', 'is_expired', 'is_held'],
]);

/** Functions and aggregates that give no null whatever they are given. */
export const NEVER_NULL = new Set([
  'count',
  'concat_ws',
  'batch_status',
  'lot_status',
  'exact_count',
]);

/** Operators that give no null unless they are given one. */
export const KEEP_NOT_NULL_OPERATORS = new Set([
  ...['+', '-', '*', '/', '=', '<>', '<', '>', '<=', '>=', '||'],
]);
