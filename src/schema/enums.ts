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
