import type { BrokenRule } from './refusal';

type Refused = Omit<BrokenRule, 'hint'>;

// The field that a guard is about, where its name is not the guard's point. `[]` stands for one item of a list.
const FIELDS: Record<string, string> = {
  batch_unknown: 'batchId',
  count_interval_invalid: 'everyDays',
  count_tolerance_invalid: 'tolerancePercent',
  cost_negative__price: 'price',
  email_taken: 'email',
  expiry_before_receipt: 'lines[].expiryDate',
  location_code_taken: 'code',
  location_code_taken__quarantine_of: 'quarantineOfId',
  location_unknown: 'locationId',
  location_unknown__from: 'fromLocationId',
  location_unknown__quarantine_of: 'quarantineOfId',
  location_unknown__to: 'toLocationId',
  maximum_below_minimum: 'maximum',
  order_number_taken: 'orderNumber',
  occurred_in_future: 'occurredAt',
  lead_time_invalid: 'leadTimeDays',
  lot_unknown: 'lotId',
  over_receipt__percent: 'overReceiptPercent',
  purchase_order_unknown: 'purchaseOrderId',
  quantity_not_positive__intake: 'lines[].quantity',
  quantity_too_large: 'lines[].quantity',
  quantity_too_large__intake: 'lines[].quantity',
  quantity_zero: 'quantity',
  quantity_zero__amount: 'amount',
  reason_missing: 'reason',
  reason_missing__rejection: 'reason',
  reason_missing__sku: 'reason',
  receipt_number_taken: 'receiptNumber',
  refund_exceeds_sale: 'lines[].quantity',
  reservation_time_invalid: 'expiresInSeconds',
  sale_line_unknown: 'lines[].saleLineId',
  sale_unknown: 'saleId',
  sku_taken: 'sku',
  supplier_code_taken: 'code',
  supplier_unknown: 'supplierId',
  sync_interval_invalid: 'intervalMinutes',
  sync_path_invalid: 'path',
  sync_source_taken: 'name',
  sync_source_taken__table: 'path',
  tenant_code_taken: 'code',
  token_name_taken: 'name',
  text_invalid__lot_number: 'lines[].batchNumber',
  text_invalid__unit: 'units[].code',
  transfer_same_location: 'toLocationId',
  unit_code_taken: 'units[].code',
  webhook_url_invalid: 'url',
  value_unknown__quarantine_of: 'quarantineOfId',
};

// The list of an input whose items become rows of a table.
const LISTS: Record<string, string> = {
  batches: 'lines[].',
  purchase_order_lines: 'lines[].',
  sale_lines: 'lines[].',
  refund_lines: 'lines[].',
  transfer_lines: 'lines[].',
  stock_count_reasons: 'lines[].',
  transfer_arrivals: 'lines[].',
  product_units: 'units[].',
  kit_components: 'components[].',
};

/** The path in `input` to the refused value; undefined where the refusal is about no single field. */
export function fieldOf(refused: Refused, input: object): string | undefined {
  const { rule, guard, table = '', facts } = refused;
  if (typeof facts['field'] === 'string') return facts['field'];
  const point = /__([a-z_]+)$/
    .exec(guard)?.[1]
    ?.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase());
  const field = FIELDS[guard] ?? (point ? (LISTS[table] ?? '') + point : FIELDS[rule]);
  return field && inItem(field, input as Record<string, unknown>, refused);
}

/** The value at a path such as `lines[0].quantity` that fieldOf returned. */
export function valueAt(input: object, field: string): unknown {
  return field
    .split(/[.[\]]+/)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);
}

/** Puts the item's index into `lines[].quantity`; just `lines` where the item is not known. */
function inItem(
  field: string,
  input: Record<string, unknown>,
  refused: Refused,
): string | undefined {
  const [list, key] = field.split('[].') as [string, string | undefined];
  if (key === undefined) return field;
  const items = input[list];
  // The input is one item itself, as in correctIntake; or it names none, as in voidSale.
  if (!Array.isArray(items)) return key in input ? key : undefined;
  const index = items.length === 1 ? 0 : indexOfItem(items as Item[], key, refused);
  if (index < 0) return list;
  const item = items[index] as Item;
  return key in item ? `${list}[${index}].${key}` : `${list}[${index}]`;
}

type Item = Record<string, unknown>;

/** The index of the item whose id is in the facts or, for a value that is taken, of the first duplicate. */
function indexOfItem(items: Item[], key: string, { rule, facts }: Refused): number {
  const named = items.findIndex((item) =>
    Object.entries(item).some(
      ([name, value]) =>
        name.endsWith('Id') && typeof value === 'string' && facts[name] === value.toLowerCase(),
    ),
  );
  if (named >= 0 || !rule.endsWith('_taken')) return named;
  const seen = new Set<string>();
  return items.findIndex((item) => {
    const value = JSON.stringify([item['productId'], item[key]]);
    return seen.size === seen.add(value).size;
  });
}
