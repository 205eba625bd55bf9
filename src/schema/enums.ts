import { registerEnumType } from 'type-graphql';

export enum LocationKind {
  WAREHOUSE = 'WAREHOUSE',
  STOREFRONT = 'STOREFRONT',
}
registerEnumType(LocationKind, {
  name: 'LocationKind',
  description: 'What a location is used for.',
});

export enum ProductStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  ARCHIVED = 'ARCHIVED',
}
registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'Only an ACTIVE product is sold.',
});

export enum BatchStatus {
  ACTIVE = 'ACTIVE',
  DEPLETED = 'DEPLETED',
  EXPIRED = 'EXPIRED',
  QUARANTINED = 'QUARANTINED',
  RECALLED = 'RECALLED',
  VOIDED = 'VOIDED',
}
registerEnumType(BatchStatus, {
  name: 'BatchStatus',
  description:
    'One word for a batch, the first that holds: voided, held (quarantined or recalled), depleted, expired, active.',
});

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
registerEnumType(MovementKind, { name: 'MovementKind', description: 'Why stock moved.' });

export enum SaleStatus {
  COMPLETED = 'COMPLETED',
  PARTIALLY_REFUNDED = 'PARTIALLY_REFUNDED',
  REFUNDED = 'REFUNDED',
  VOIDED = 'VOIDED',
}
registerEnumType(SaleStatus, {
  name: 'SaleStatus',
  description: 'How much of a sale still stands.',
});

export enum AdjustmentType {
  DAMAGE = 'DAMAGE',
  LOSS = 'LOSS',
  THEFT = 'THEFT',
  SAMPLE = 'SAMPLE',
  RECOUNT = 'RECOUNT',
  RETURN = 'RETURN',
  OTHER = 'OTHER',
}
registerEnumType(AdjustmentType, {
  name: 'AdjustmentType',
  description: 'What an adjustment is for.',
});

export enum AdjustmentStatus {
  PENDING = 'PENDING',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
  COMPLETED = 'COMPLETED',
}
registerEnumType(AdjustmentStatus, {
  name: 'AdjustmentStatus',
  description: 'PENDING, APPROVED, COMPLETED (stock has moved); or REJECTED before that.',
});

export enum TransferStatus {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  DISPATCHED = 'DISPATCHED',
  FULFILLED = 'FULFILLED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(TransferStatus, {
  name: 'TransferStatus',
  description:
    'REQUESTED, APPROVED, DISPATCHED (in transit), FULFILLED (arrived); or CANCELLED before it arrived.',
});

export enum StockCountStatus {
  OPEN = 'OPEN',
  POSTED = 'POSTED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(StockCountStatus, {
  name: 'StockCountStatus',
  description: 'OPEN takes figures; POSTED has written its variances; or CANCELLED.',
});

export enum ReservationStatus {
  ACTIVE = 'ACTIVE',
  COMMITTED = 'COMMITTED',
  RELEASED = 'RELEASED',
  EXPIRED = 'EXPIRED',
}
registerEnumType(ReservationStatus, {
  name: 'ReservationStatus',
  description: 'ACTIVE holds stock; COMMITTED was sold; RELEASED by hand; EXPIRED by its time.',
});

export enum ApprovalKind {
  ADJUSTMENT = 'ADJUSTMENT',
  TRANSFER = 'TRANSFER',
}
registerEnumType(ApprovalKind, {
  name: 'ApprovalKind',
  description: 'What waits for an approval.',
});
