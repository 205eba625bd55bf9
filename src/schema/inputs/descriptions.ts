// What several inputs say of the same field.

export const KEY =
  'The same key with the same body returns the first result; with another body it is refused with IDEMPOTENCY_KEY_REUSED.';

export const QUANTITY = 'Above zero, in `unit`. Either this or `amount`.';

export const AMOUNT =
  'Instead of the quantity, a decimal number of `unit` such as "0.333". It must be a whole number of base units, which the line then has: else AMOUNT_NOT_WHOLE, with the nearest two.';

export const BUSINESS_DATE =
  'The day that it belongs to, where that is not today; managers only give an earlier one. Not before 2000-01-01, on or after the last movement of each batch that it moves, and after the last closed day: else BUSINESS_DATE_OUT_OF_ORDER. Default: today in the time zone of the tenant.';

export const UNIT = 'A unit of the product; its base unit by default.';

export const BATCH_OR_LOT = 'Either this, or `productId` and `lotNumber`: else BATCH_OR_LOT.';

export const LOT_OF_BATCH =
  'The number of the lot, as `batchNumber` has it: the one batch of it that has stock at the location is meant, or, where none has, the one that was there. BATCH_AMBIGUOUS where there are several, with their ids.';
