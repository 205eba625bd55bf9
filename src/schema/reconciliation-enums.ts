// Without type-graphql, so that the command line does not load it; reconciliation.ts registers both.

/** What a figure is compared with, in the order in which a comparison lists the kinds. */
export enum DiscrepancyKind {
  LEDGER_MISMATCH = 'LEDGER_MISMATCH',
  BATCH_MISMATCH = 'BATCH_MISMATCH',
  CHANNEL_MISMATCH = 'CHANNEL_MISMATCH',
  TOTAL_MISMATCH = 'TOTAL_MISMATCH',
  NOT_LISTED = 'NOT_LISTED',
}

/** What became of a discrepancy in a run. */
export enum FixStatus {
  PLANNED = 'PLANNED',
  APPLIED = 'APPLIED',
  STALE = 'STALE',
  SKIPPED = 'SKIPPED',
  FAILED = 'FAILED',
}
