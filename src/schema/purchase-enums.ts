export const PurchaseOrderStatus = {
  DRAFT: 'DRAFT',
  ORDERED: 'ORDERED',
  PARTIALLY_RECEIVED: 'PARTIALLY_RECEIVED',
  RECEIVED: 'RECEIVED',
  CLOSED_SHORT: 'CLOSED_SHORT',
  CANCELLED: 'CANCELLED',
} as const;
export type PurchaseOrderStatus = keyof typeof PurchaseOrderStatus;
