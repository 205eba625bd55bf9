import { LARGEST_QUANTITY, LONGEST_TEXTS, RULE_SENTENCES } from './rule-sentences';

// What a refusal says where no function of the database raised it: a CHECK, UNIQUE or foreign key has no words of its own.

/** Whether a name is a rule of the catalog; other constraints are internal. */
export function isRule(name: string): boolean {
  return Object.hasOwn(RULE_SENTENCES, name);
}

/** What a guard says of its own point, where the rule's sentence is about more; by its table where two have the name. */
const SENTENCES: Readonly<Record<string, string>> = {
  kit_not_stocked__reorder_point: 'A kit has no reorder point, since it has no stock of its own',
  location_code_taken__quarantine_of: 'The location has a quarantine already',
  product_not_tracked__track_inventory:
    'Inventory of a kit is tracked: its sale takes its components from stock',
  quantity_not_positive__reorder_point: 'A reorder point is zero or more',
  'stock_policies.quantity_not_positive__minimum': 'A minimum is zero or more',
  'tenants.text_invalid__code':
    "A tenant's code has 1 to 63 letters, digits and dashes, and does not begin with a dash",
  over_receipt__percent: 'The tolerance is not 0 to 100 percent',
  value_unknown__quarantine_of:
    'Only a location of the kind QUARANTINE takes the returned goods of another',
  value_unknown__export_value: 'An export writes one of soldValues',
  value_unknown__in_stock_values: 'inStockValues has 1 to 50 values',
  value_unknown__sold_values: 'soldValues has 1 to 50 values, and none of inStockValues',
};

/** The guard's own sentence, or that of its rule in the catalog, as a message. */
export function sentenceOf(rule: string, guard = rule, table = ''): string {
  const own = SENTENCES[`${table}.${guard}`] ?? SENTENCES[guard];
  return own ?? (RULE_SENTENCES[rule] ?? `Refused by the rule ${rule}`).replace(/\.$/, '');
}

/** What to do about a guard or a rule, where the refusal itself does not say so. */
const HINTS: Readonly<Record<string, string>> = {
  day_not_closed:
    'Close the day, and the earlier ones with movements before it, with closeDay or bincard close DAY.',
  location_code_taken__quarantine_of:
    'Use that one (the query locations shows each quarantineOf), or leave quarantineOfId out.',
  email_taken:
    'Give another address, or let that user choose a new password: resetUser, or bincard user reset.',
  kit_not_stocked__reorder_point: 'Give its components reorder points or stock policies.',
  count_interval_invalid: 'Give a whole number of days, 1 to 3,660.',
  count_tolerance_invalid: 'Give a whole number from 0 to 100.',
  lead_time_invalid: 'Give 0 to 3,650 days, or leave it out.',
  location_unknown: "Give a location's id or code; the query locations lists them.",
  occurred_in_future: 'Give the time at which it happened, or leave it out.',
  order_line_differs:
    'Receive the goods without an order (leave purchaseOrderId out), or for the order that they came for.',
  over_receipt__percent: 'Give a whole number from 0 to 100.',
  product_unknown:
    "Give a product's id or one of its codes; the query products finds it by a text.",
  product_not_tracked__track_inventory: 'Leave trackInventory out.',
  quantity_not_positive: 'Give a whole number above zero.',
  quantity_too_large: `Give at most ${LARGEST_QUANTITY} base units.`,
  quantity_not_positive__minimum: 'Give a whole number, zero or more.',
  quantity_not_positive__reorder_point: 'Give a whole number, zero or more.',
  reason_missing: 'Say in a few words why; it is kept with the change.',
  receipt_number_taken:
    'Choose another receipt number; sale(receiptNumber:) shows the sale that has it. To repeat a request safely, give it an idempotencyKey.',
  supplier_unknown: "Give a supplier's id; the query suppliers lists them.",
  token_name_taken:
    'Choose another name, or revoke that token first: revokeApiToken, or bincard token revoke.',
  webhook_url_invalid:
    'Give an https:// URL of a public host, such as https://shop.example/hooks/stock.',
  sync_source_taken: 'Choose another name or table, or change the source that has it.',
};

export function hintOf(rule: string, guard = rule): string | undefined {
  return HINTS[guard] ?? HINTS[rule];
}

const LONGEST_REASON = 2000;

/** The least and the most that a number may be that a CHECK refused. */
const RANGES: Readonly<Record<string, { readonly minimum: number; readonly maximum?: number }>> = {
  count_interval_invalid: { minimum: 1, maximum: 3660 },
  count_tolerance_invalid: { minimum: 0, maximum: 100 },
  lead_time_invalid: { minimum: 0, maximum: 3650 },
  over_receipt__percent: { minimum: 0, maximum: 100 },
  quantity_not_positive__minimum: { minimum: 0 },
  quantity_not_positive__minimum_quantity: { minimum: 1 },
  quantity_not_positive__reorder_point: { minimum: 0 },
};

/** How long the text may be that a CHECK refused. */
function longestOf(rule: string, guard: string, table = ''): number | undefined {
  return rule === 'reason_missing' ? LONGEST_REASON : LONGEST_TEXTS[`${table}.${guard}`];
}

interface RefusedValue {
  readonly rule: string;
  readonly guard: string;
  readonly table?: string | undefined;
  readonly value: unknown;
}

/** The figures of a refusal by a CHECK, which names none: the refused value and the limit. */
export function figuresOf({ rule, guard, table, value }: RefusedValue): Record<string, unknown> {
  if (rule === 'quantity_too_large') {
    return { ...(typeof value === 'number' && { quantity: value }), limit: LARGEST_QUANTITY };
  }
  const range = RANGES[guard];
  if (range && typeof value === 'number') return { value, ...range };
  if (typeof value !== 'string') return {};
  if (rule === 'receipt_number_taken') return { receiptNumber: value };
  const maximum = longestOf(rule, guard, table);
  return maximum === undefined ? {} : { length: [...value].length, minimum: 1, maximum };
}

/** The message for a text that is blank, too long or of another form; undefined for another refusal. */
export function textMessage({ rule, guard, table, value }: RefusedValue, field: string) {
  if (typeof value !== 'string') return undefined;
  const maximum = longestOf(rule, guard, table);
  if (maximum === undefined) return FORMS[`${table}.${guard}`]?.(value);
  if (value.trim() === '') return `${field} is blank`;
  const length = [...value].length;
  if (length > maximum) return `${field} has ${length} characters, at most ${maximum} fit`;
  return FORMS[`${table}.${guard}`]?.(value);
}

/** What a text is to look like, where its CHECK says more than how long it is. */
const FORMS: Readonly<Record<string, (value: string) => string>> = {
  'tenants.text_invalid__code': (value) =>
    `"${value}" is no code of a tenant: it has 1 to 63 letters, digits and dashes, and does not begin with a dash`,
  'users.text_invalid__email': (value) =>
    `"${value}" is no email address: it is a name, @ and a host, without blanks, such as kim@shop.example`,
};

const TAKEN: Readonly<Record<string, (value: string) => string>> = {
  email_taken: (value) => `Email address ${value} is already that of another user`,
  receipt_number_taken: (value) => `Receipt number ${value} is already used by another sale`,
  sync_source_taken: (value) => `Name ${value} is already used by another source`,
  token_name_taken: (value) => `Name ${value} is already used by another API token`,
};

/** What to say of a value that is taken or of the wrong form; undefined where its rule has nothing to say of the value. */
export function saidOf(refused: RefusedValue, field: string | undefined): string | undefined {
  const { guard, value } = refused;
  const taken = typeof value === 'string' ? TAKEN[guard]?.(value) : undefined;
  return taken ?? (field === undefined ? undefined : textMessage(refused, field));
}
