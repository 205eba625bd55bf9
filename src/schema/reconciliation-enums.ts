// Plain values, as in enums.ts.

/** What a figure is compared with, in the order in which a comparison lists the kinds. */
export const DiscrepancyKind = {
  LEDGER_MISMATCH: 'LEDGER_MISMATCH',
  BATCH_MISMATCH: 'BATCH_MISMATCH',
  CHANNEL_MISMATCH: 'CHANNEL_MISMATCH',
  TOTAL_MISMATCH: 'TOTAL_MISMATCH',
  NOT_LISTED: 'NOT_LISTED',
} as const;
export type DiscrepancyKind = keyof typeof DiscrepancyKind;

/** What became of a discrepancy in a run. */
export const FixStatus = {
  PLANNED: 'PLANNED',
  APPLIED: 'APPLIED',
  STALE: 'STALE',
  SKIPPED: 'SKIPPED',
  FAILED: 'FAILED',
} as const;
export type FixStatus = keyof typeof FixStatus;

export const ReconciliationTrigger = {
  MANUAL: 'MANUAL',
  SCHEDULED: 'SCHEDULED',
} as const;
export type ReconciliationTrigger = keyof typeof ReconciliationTrigger;
