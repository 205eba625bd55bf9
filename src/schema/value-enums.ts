export const StockValueGroup = {
  PRODUCT: 'PRODUCT',
  LOCATION: 'LOCATION',
  PRODUCT_AND_LOCATION: 'PRODUCT_AND_LOCATION',
  BATCH: 'BATCH',
} as const;
export type StockValueGroup = keyof typeof StockValueGroup;

export const CostKind = {
  GOODS: 'GOODS',
  FREIGHT: 'FREIGHT',
  DUTY: 'DUTY',
  INSURANCE: 'INSURANCE',
  OTHER: 'OTHER',
} as const;
export type CostKind = keyof typeof CostKind;

export const CostSpread = {
  VALUE: 'VALUE',
  WEIGHT: 'WEIGHT',
  QUANTITY: 'QUANTITY',
} as const;
export type CostSpread = keyof typeof CostSpread;

export const AbcClass = {
  A: 'A',
  B: 'B',
  C: 'C',
} as const;
export type AbcClass = keyof typeof AbcClass;
