import { LARGEST_QUANTITY, RULE_SENTENCES } from './rule-sentences';

// What a refusal says where no function of the database raised it: a CHECK, UNIQUE or foreign key has no words of its own.

/** Whether a name is a rule of the catalog; other constraints are internal. */
export function isRule(name: string): boolean {
  return Object.hasOwn(RULE_SENTENCES, name);
}

/** The rule's sentence of the catalog as a message. */
export function sentenceOf(rule: string): string {
  return (RULE_SENTENCES[rule] ?? `Refused by the rule ${rule}`).replace(/\.$/, '');
}

/** What to do about a rule, where the refusal itself does not say so. */
const HINTS: Readonly<Record<string, string>> = {
  occurred_in_future: 'Give the time at which it happened, or leave it out.',
  product_unknown: "Look up the product's id by its SKU.",
  quantity_not_positive: 'Give a whole number above zero.',
  receipt_number_taken:
    'Choose another receipt number. To repeat a request safely, give it an idempotencyKey.',
  sync_source_taken: 'Choose another name or table, or change the source that has it.',
};

export function hintOf(rule: string): string | undefined {
  return HINTS[rule];
}

/** The figures of a refusal by a CHECK, which names none: the refused value and the limit. */
export function figuresOf(rule: string, value: unknown): Record<string, number> {
  if (rule !== 'quantity_too_large') return {};
  return { ...(typeof value === 'number' && { quantity: value }), limit: LARGEST_QUANTITY };
}

const TAKEN: Readonly<Record<string, (value: string) => string>> = {
  receipt_number_taken: (value) => `Receipt number ${value} is already used by another sale`,
  sync_source_taken: (value) => `Name ${value} is already used by another source`,
};

/** The message for a value that is taken; undefined for another guard, and where the value is not known. */
export function takenMessage(guard: string, value: unknown): string | undefined {
  return typeof value === 'string' ? TAKEN[guard]?.(value) : undefined;
}
