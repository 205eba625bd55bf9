export const TransferStatus = {
  REQUESTED: 'REQUESTED',
  APPROVED: 'APPROVED',
  DISPATCHED: 'DISPATCHED',
  PARTIALLY_RECEIVED: 'PARTIALLY_RECEIVED',
  FULFILLED: 'FULFILLED',
  CANCELLED: 'CANCELLED',
} as const;
export type TransferStatus = keyof typeof TransferStatus;

export const TransferClosingStatus = {
  PENDING: 'PENDING',
  APPROVED: 'APPROVED',
  REJECTED: 'REJECTED',
} as const;
export type TransferClosingStatus = keyof typeof TransferClosingStatus;
