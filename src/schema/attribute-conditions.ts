import { badInput } from '../input/bad-input';
import type { AttributeFilter } from './inputs/filter.input';

const MAX_FILTERS = 10;
/** The index of attributes has no longer names (searchable_attributes). */
const MAX_NAME = 256;

type Value = string | number | boolean;

/** Inclusive bounds of one type. A missing bound does not limit; two equal bounds mean equality. */
export interface AttributeCondition {
  readonly name: string;
  readonly low?: Value;
  readonly high?: Value;
}

/** The checked conditions of attribute filters; null when there are none. */
export function attributeConditions(
  filters: readonly AttributeFilter[] | null | undefined,
  path = 'filter.attributes',
): AttributeCondition[] | null {
  if (!filters || filters.length === 0) return null;
  if (filters.length > MAX_FILTERS) {
    const maximum = MAX_FILTERS;
    throw badInput(path, `${path} must hold at most ${maximum} filters`, { maximum });
  }
  return filters.map((filter, index) => conditionOf(filter, `${path}[${index}]`));
}

function conditionOf({ name, eq, gte, lte }: AttributeFilter, path: string): AttributeCondition {
  if ([...name].length > MAX_NAME) {
    const field = `${path}.name`;
    throw badInput(field, `${field} must be at most ${MAX_NAME} characters`, { maximum: MAX_NAME });
  }
  const isRange = isGiven(gte) || isGiven(lte);
  if (isGiven(eq)) {
    if (isRange) throw badInput(`${path}.eq`, `${path} takes eq alone, or gte and lte`);
    return { name, low: eq, high: eq };
  }
  if (!isRange) throw badInput(path, `${path} needs eq, gte or lte`);
  checkBound(gte, `${path}.gte`);
  checkBound(lte, `${path}.lte`);
  if (isGiven(gte) && isGiven(lte) && typeof gte !== typeof lte) {
    throw badInput(`${path}.lte`, `${path}.lte must be of the same type as gte`);
  }
  return { name, ...(isGiven(gte) && { low: gte }), ...(isGiven(lte) && { high: lte }) };
}

/** A missing or null value is no condition, as in every filter. */
function isGiven(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

function checkBound(value: Value | null | undefined, field: string): void {
  if (typeof value === 'boolean') {
    throw badInput(field, `${field} takes a number or a string: false and true have no order`);
  }
}
