export const StockCountStatus = {
  OPEN: 'OPEN',
  POSTED: 'POSTED',
  CANCELLED: 'CANCELLED',
} as const;
export type StockCountStatus = keyof typeof StockCountStatus;

export const CountMode = {
  SET: 'SET',
  ADD: 'ADD',
} as const;
export type CountMode = keyof typeof CountMode;

export const CountLineState = {
  TO_COUNT: 'TO_COUNT',
  RECOUNT: 'RECOUNT',
  SETTLED: 'SETTLED',
} as const;
export type CountLineState = keyof typeof CountLineState;

export const VarianceReason = {
  DAMAGE: 'DAMAGE',
  THEFT: 'THEFT',
  MISPLACED: 'MISPLACED',
  MIXED_UP: 'MIXED_UP',
  SALE_NOT_RECORDED: 'SALE_NOT_RECORDED',
  RECEIPT_NOT_RECORDED: 'RECEIPT_NOT_RECORDED',
  TRANSFER_NOT_RECORDED: 'TRANSFER_NOT_RECORDED',
  WRONG_UNIT: 'WRONG_UNIT',
  MISCOUNTED: 'MISCOUNTED',
  OTHER: 'OTHER',
} as const;
export type VarianceReason = keyof typeof VarianceReason;

export const VarianceGroup = {
  REASON: 'REASON',
  PRODUCT: 'PRODUCT',
  LOCATION: 'LOCATION',
  PERSON: 'PERSON',
  MONTH: 'MONTH',
} as const;
export type VarianceGroup = keyof typeof VarianceGroup;
