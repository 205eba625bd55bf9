// Plain values, without GraphQL: the exports and the command line use them too. enum-types.ts registers them.

export const LocationKind = {
  WAREHOUSE: 'WAREHOUSE',
  STOREFRONT: 'STOREFRONT',
  QUARANTINE: 'QUARANTINE',
} as const;
export type LocationKind = keyof typeof LocationKind;

export const ProductStatus = {
  ACTIVE: 'ACTIVE',
  INACTIVE: 'INACTIVE',
  ARCHIVED: 'ARCHIVED',
} as const;
export type ProductStatus = keyof typeof ProductStatus;

export const ProductKind = {
  GOODS: 'GOODS',
  KIT: 'KIT',
} as const;
export type ProductKind = keyof typeof ProductKind;

export const ProductCodeKind = {
  SKU: 'SKU',
  GTIN: 'GTIN',
  INTERNAL: 'INTERNAL',
  SUPPLIER: 'SUPPLIER',
} as const;
export type ProductCodeKind = keyof typeof ProductCodeKind;

export const BatchStatus = {
  ACTIVE: 'ACTIVE',
  DEPLETED: 'DEPLETED',
  EXPIRED: 'EXPIRED',
  QUARANTINED: 'QUARANTINED',
  RECALLED: 'RECALLED',
  VOIDED: 'VOIDED',
} as const;
export type BatchStatus = keyof typeof BatchStatus;

export const LotStatus = {
  ACTIVE: 'ACTIVE',
  EXPIRED: 'EXPIRED',
  QUARANTINED: 'QUARANTINED',
  RECALLED: 'RECALLED',
} as const;
export type LotStatus = keyof typeof LotStatus;

export const MovementKind = {
  RECEIPT: 'RECEIPT',
  INTAKE_CORRECTION: 'INTAKE_CORRECTION',
  RECEIPT_VOID: 'RECEIPT_VOID',
  SALE: 'SALE',
  SALE_VOID: 'SALE_VOID',
  REFUND: 'REFUND',
  ADJUSTMENT: 'ADJUSTMENT',
  COUNT: 'COUNT',
  TRANSFER_OUT: 'TRANSFER_OUT',
  TRANSFER_IN: 'TRANSFER_IN',
  EXPIRY: 'EXPIRY',
  ASSEMBLY_OUT: 'ASSEMBLY_OUT',
  ASSEMBLY_VOID: 'ASSEMBLY_VOID',
} as const;
export type MovementKind = keyof typeof MovementKind;

export const SaleStatus = {
  COMPLETED: 'COMPLETED',
  PARTIALLY_REFUNDED: 'PARTIALLY_REFUNDED',
  REFUNDED: 'REFUNDED',
  VOIDED: 'VOIDED',
} as const;
export type SaleStatus = keyof typeof SaleStatus;

export const ReturnDisposition = {
  RESTOCK: 'RESTOCK',
  QUARANTINE: 'QUARANTINE',
  SCRAP: 'SCRAP',
} as const;
export type ReturnDisposition = keyof typeof ReturnDisposition;

export const AdjustmentType = {
  DAMAGE: 'DAMAGE',
  LOSS: 'LOSS',
  THEFT: 'THEFT',
  SAMPLE: 'SAMPLE',
  RECOUNT: 'RECOUNT',
  RETURN: 'RETURN',
  OTHER: 'OTHER',
} as const;
export type AdjustmentType = keyof typeof AdjustmentType;

export const AdjustmentStatus = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
  COMPLETED: 'COMPLETED',
} as const;
export type AdjustmentStatus = keyof typeof AdjustmentStatus;

export const AssemblyStatus = {
  COMPLETED: 'COMPLETED',
  VOIDED: 'VOIDED',
} as const;
export type AssemblyStatus = keyof typeof AssemblyStatus;

export const ReservationStatus = {
  ACTIVE: 'ACTIVE',
  COMMITTED: 'COMMITTED',
  RELEASED: 'RELEASED',
  EXPIRED: 'EXPIRED',
} as const;
export type ReservationStatus = keyof typeof ReservationStatus;

export const ApprovalKind = {
  ADJUSTMENT: 'ADJUSTMENT',
  TRANSFER: 'TRANSFER',
  TRANSFER_SHORT: 'TRANSFER_SHORT',
  STOCK_COUNT: 'STOCK_COUNT',
} as const;
export type ApprovalKind = keyof typeof ApprovalKind;

export const StockAuditGroup = {
  PRODUCT: 'PRODUCT',
  PRODUCT_AND_LOCATION: 'PRODUCT_AND_LOCATION',
  PRODUCT_AND_DAY: 'PRODUCT_AND_DAY',
} as const;
export type StockAuditGroup = keyof typeof StockAuditGroup;

export const ListOrder = {
  OLDEST_FIRST: 'OLDEST_FIRST',
  NEWEST_FIRST: 'NEWEST_FIRST',
} as const;
export type ListOrder = keyof typeof ListOrder;

/** What of a stock can be taken, or why it cannot: as StockLevel adds it up. */
export const StockState = {
  SELLABLE: 'SELLABLE',
  EXPIRED: 'EXPIRED',
  QUARANTINED: 'QUARANTINED',
} as const;
export type StockState = keyof typeof StockState;

export const Role = {
  VIEWER: 'VIEWER',
  CLERK: 'CLERK',
  MANAGER: 'MANAGER',
  ADMIN: 'ADMIN',
} as const;
export type Role = keyof typeof Role;
