// Plain values, without GraphQL: the exports and the command line use them too. enum-types.ts registers them.

export enum LocationKind {
  WAREHOUSE = 'WAREHOUSE',
  STOREFRONT = 'STOREFRONT',
}

export enum ProductStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  ARCHIVED = 'ARCHIVED',
}

export enum BatchStatus {
  ACTIVE = 'ACTIVE',
  DEPLETED = 'DEPLETED',
  EXPIRED = 'EXPIRED',
  QUARANTINED = 'QUARANTINED',
  RECALLED = 'RECALLED',
  VOIDED = 'VOIDED',
}

export enum MovementKind {
  RECEIPT = 'RECEIPT',
  INTAKE_CORRECTION = 'INTAKE_CORRECTION',
  RECEIPT_VOID = 'RECEIPT_VOID',
  SALE = 'SALE',
  SALE_VOID = 'SALE_VOID',
  REFUND = 'REFUND',
  ADJUSTMENT = 'ADJUSTMENT',
  COUNT = 'COUNT',
  TRANSFER_OUT = 'TRANSFER_OUT',
  TRANSFER_IN = 'TRANSFER_IN',
  EXPIRY = 'EXPIRY',
}

export enum SaleStatus {
  COMPLETED = 'COMPLETED',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
  VOIDED = 'VOIDED',
}

export enum AdjustmentType {
  DAMAGE = 'DAMAGE',
  LOSS = 'LOSS',
  THEFT = 'THEFT',
  SAMPLE = 'SAMPLE',
  RECOUNT = 'RECOUNT',
  RETURN = 'RETURN',
  OTHER = 'OTHER',
}

export enum AdjustmentStatus {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
  COMPLETED = 'COMPLETED',
}

export enum TransferStatus {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  DISPATCHED = 'DISPATCHED',
  FULFILLED = 'FULFILLED',
  CANCELLED = 'CANCELLED',
}

export enum StockCountStatus {
  OPEN = 'OPEN',
  POSTED = 'POSTED',
  CANCELLED = 'CANCELLED',
}

export enum ReservationStatus {
  ACTIVE = 'ACTIVE',
  COMMITTED = 'COMMITTED',
  RELEASED = 'RELEASED',
  EXPIRED = 'EXPIRED',
}

export enum ApprovalKind {
  ADJUSTMENT = 'ADJUSTMENT',
  TRANSFER = 'TRANSFER',
}

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

export enum ReconciliationTrigger {
  MANUAL = 'MANUAL',
  SCHEDULED = 'SCHEDULED',
}

export enum StockAuditGroup {
  PRODUCT = 'PRODUCT',
  PRODUCT_AND_LOCATION = 'PRODUCT_AND_LOCATION',
  PRODUCT_AND_DAY = 'PRODUCT_AND_DAY',
}
