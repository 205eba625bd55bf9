// The TypeScript type of each fact by its name, for client/facts.mts; test/rules/suite.ts holds them against each refusal.

const names = (type: string, list: string) =>
  Object.fromEntries(list.split(' ').map((name) => [name, type] as const));

const TYPES: Readonly<Record<string, string>> = {
  ...names(
    'string',
    'archivedUntil currency supplier timeZone adjustmentId amount assemblyId baseUnit batchId batchNumber businessDate code correctionId earliest expiresAt firstOpen from id idempotencyKey key kind lastClosed latest lineId location locationCode locationId locationKind lotId lotNumber movementId needed operation orderNumber own productId purchaseOrderId purchaseOrderLineId reason receiptId receiptNumber receivedOn refundId requestedBy reservationId role runId saleId saleLineId sentAt sku sourceId status stockCountId supplierId takenBy tenantId to today transferId transferLineId type unit voidedAt webhookId possibleFrom',
  ),
  ...names(
    'number',
    'accepted alreadyReversed available balance checkDigit configuration counted current expected factor inTransit intakeQuantity length limit line maximum minimum moved onHand ordered original quantity receivable received refundable refunded requested reserved sequence sold wrongLines',
  ),
  ...names('string | null', 'dryRunId expiryDate hold lotExpiryDate lotHold'),
  ...names('readonly string[]', 'allowed purchaseOrderLineIds units'),
  ...names('readonly Readonly<Record<string, unknown>>[]', 'entries lines'),
};

/** Where a name means something else in one rule. */
const OF_RULE: Readonly<Record<string, string>> = {
  ...names('string', 'currency_fixed.current time_zone_fixed.current value_unknown.current'),
  ...names('string', 'order_line_differs.expected supplier_unknown.expected'),
  'sale_not_fully_allocated.lines': 'number',
  // What has none yet, or none any more.
  ...names(
    'string | null',
    'illegal_transition.from illegal_transition.to reservation_not_of_sale.status role_exceeds_own.own transfer_not_conserved.batchId currency_fixed.currency',
  ),
};

/** Facts that the generator does not find in a call of refuse: of a CHECK (src/database/rule-messages.ts), or put together before. */
export const RULE_FACTS: Readonly<Record<string, readonly string[]>> = {
  archive_too_early: ['businessDate'],
  count_interval_invalid: ['value', 'minimum', 'maximum'],
  count_negative: ['value'],
  count_tolerance_invalid: ['value', 'minimum', 'maximum'],
  currency_fixed: ['current', 'currency'],
  movement_archived: [
    ...['assemblyId', 'batchId', 'batchNumber', 'movementId', 'receiptId', 'saleId', 'saleLineId'],
    'sequence',
  ],
  lead_time_invalid: ['value', 'minimum', 'maximum'],
  over_receipt: ['value', 'minimum', 'maximum'],
  quantity_not_positive: ['value', 'minimum'],
  sequence_not_reached: ['batchId', 'current', 'expected'],
  order_line_differs: ['supplier'],
  supplier_unknown: ['expected', 'supplier'],
  time_zone_fixed: ['current', 'timeZone'],
  value_unknown: ['current', 'timeZone'],
  quantity_too_large: ['quantity', 'limit'],
  receipt_number_taken: ['receiptNumber'],
  text_invalid: ['length', 'minimum', 'maximum'],
  reason_missing: ['length', 'minimum', 'maximum'],
};

const LIMIT = { limit: 'string', maximum: 'number' };
const NEXT = '{ readonly amount: string | null; readonly quantity: number }';

/** Facts of the codes that are not rules. */
export const API_FACTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  UNAUTHENTICATED: { reason: "'missing' | 'wrong' | 'expired' | 'disabled'" },
  SIGN_IN_FAILED: { reason: "'wrong' | 'disabled'" },
  SIGN_IN_LIMITED: { retryAfterSeconds: 'number' },
  ORIGIN_REFUSED: { origin: 'string | null', expected: 'string' },
  FORBIDDEN: { role: 'string', needed: 'string', locationId: 'string' },
  QUERY_TOO_COMPLEX: LIMIT,
  REQUEST_TOO_LARGE: LIMIT,
  RATE_LIMITED: LIMIT,
  TOO_MANY_EXPORTS: LIMIT,
  OVERLOADED: LIMIT,
  AMOUNT_INVALID: { amount: 'string' },
  AMOUNT_NOT_WHOLE: {
    ...{ amount: 'string', unit: 'string', factor: 'number', baseUnit: 'string' },
    nearest: `readonly ${NEXT}[]`,
  },
  BATCH_AMBIGUOUS: { lotNumber: 'string', batchIds: 'readonly string[]' },
  STALE_VERSION: {
    ...{ expected: 'number', current: 'number' },
    rows: 'readonly { batchId: string; batchNumber: string | null; sku: string | null; locationId: string; location: string | null; expected: number; current: number }[]',
  },
  DAY_NOT_SIGNED: { businessDate: 'string' },
  DAY_CHANGED: { businessDate: 'string' },
  SYNC_TABLE_UNKNOWN: { table: 'string' },
  SYNC_COLUMN_UNKNOWN: { column: 'string' },
};

/** The type of a fact of a rule; unknown where its name says nothing of it, such as a refused value. */
export function typeOfFact(rule: string, fact: string): string {
  return OF_RULE[`${rule}.${fact}`] ?? TYPES[fact] ?? 'unknown';
}
