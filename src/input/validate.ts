import { badInput } from './bad-input';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_LINES = 1000;
/** Lists that may be longer: one is only read, and the resolvers of the others check their limits. */
const LONG_LISTS = ['skus', 'report', 'expected'];
const DECIMALS = ['unitCost', 'unitPrice', 'weight', 'price'];
/** Deeper JSON could overflow a stack, here or in PostgreSQL. */
const MAX_JSON_DEPTH = 64;
export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 500;

/** Whether a text is an id: a UUID. */
export function isId(value: string): boolean {
  return UUID.test(value);
}

/** An id in the database's spelling; undefined and null pass through. */
export function checkId<T extends string | null | undefined>(value: T, field: string): T {
  if (value === null || value === undefined) return value;
  if (!UUID.test(value)) throw badInput(field, `${field} is not an id (a UUID)`);
  return value.toLowerCase() as T;
}

/** PostgreSQL's text cannot hold a NUL byte, nor its jsonb half a surrogate pair. */
export function checkText(value: string | null | undefined, field: string): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw badInput(field, `${field} holds a character that cannot be stored`);
  }
}

/** Longest texts of a line. The database refuses longer ones too (text_invalid), but without the line's index. */
const LINE_TEXTS: Record<string, number> = { batchNumber: 128, code: 32 };

function checkLineText(value: string, field: string, maximum: number): void {
  if (/^ *$/.test(value) || [...value].length > maximum) {
    const message = `${field} must be 1 to ${maximum} characters and not blank`;
    throw badInput(field, message, { minimum: 1, maximum }, 'text_invalid');
  }
}

/** Checks that jsonb can hold a value: its characters, numbers and depth. */
function checkJson(value: unknown, field: string, depth = 0): void {
  if (depth > MAX_JSON_DEPTH) {
    const maximum = MAX_JSON_DEPTH;
    throw badInput(field, `${field} is nested more than ${maximum} deep`, { maximum });
  }
  if (typeof value === 'string') return checkText(value, field);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw badInput(field, `${field} holds a number that cannot be stored`);
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    checkText(key, field);
    checkJson(item, field, depth + 1);
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day of the calendar; PostgreSQL has no year 0. */
export function isDay(text: string): boolean {
  if (!DAY.test(text) || text.startsWith('0000')) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes the 30th of February for the 2nd of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Checks that a range of days does not end before it begins. */
export function checkDays(from: string | null, to: string | null): void {
  if (from !== null && to !== null && from > to) {
    throw badInput('to', 'to must not be before from', { from, to });
  }
}

/** The checked number of rows of a page. */
export function checkFirst(first: number | null | undefined, field = 'first'): number {
  const rows = first ?? DEFAULT_PAGE;
  if (rows < 1 || rows > MAX_PAGE) {
    throw badInput(field, `${field} must be between 1 and ${MAX_PAGE}`, {
      minimum: 1,
      maximum: MAX_PAGE,
    });
  }
  return rows;
}

/** The database refuses such quantities too (quantity_not_positive), but this error names the line. */
export function checkQuantity(value: number, field: string): void {
  if (value <= 0) {
    throw badInput(field, `${field} must be above zero`, { value }, 'quantity_not_positive');
  }
}

/** Checks every text, id and quantity of a mutation's input, by the name of its field. */
export function checkInput(input: object, path = 'input'): void {
  for (const [key, value] of Object.entries(input)) {
    const field = path ? `${path}.${key}` : key;
    if (Array.isArray(value)) {
      checkList(value, key, field);
      if (key === 'lines' && value.length === 0) {
        throw badInput(field, `${field} must hold at least one line`);
      }
      if (key.endsWith('Ids')) value.forEach((id, n) => checkId(id as string, `${field}[${n}]`));
      value.forEach((item, index) => checkItem(item, `${field}[${index}]`));
    } else if (typeof value === 'string') {
      checkText(value, field);
      if (key === 'id' || key.endsWith('Id')) checkId(value, field);
      if (DECIMALS.includes(key)) checkDecimal(value, field);
      const maximum = field.endsWith(`].${key}`) ? LINE_TEXTS[key] : undefined;
      if (maximum !== undefined) checkLineText(value, field, maximum);
    } else if (typeof value === 'number' && (key === 'quantity' || key === 'factor')) {
      checkQuantity(value, field);
    } else if (typeof value === 'number' && key === 'countedQuantity' && value < 0) {
      throw badInput(field, `${field} must be zero or more`, { value }, 'count_negative');
    } else if (key === 'attributes' || key === 'table') {
      checkJson(value, field);
    }
  }
}

function checkItem(item: unknown, field: string): void {
  if (item !== null && typeof item === 'object') checkInput(item, field);
  else if (typeof item === 'string') checkText(item, field);
}

/** Checks that the list of an input field or argument is not longer than most may be. */
export function checkList(list: unknown[], name: string, field: string): void {
  if (!LONG_LISTS.includes(name)) checkLength(list, field);
}

/** Checks that a list is not longer than it may be. */
export function checkLength(list: unknown[], field: string, maximum = MAX_LINES): void {
  if (list.length > maximum) {
    throw badInput(field, `${field} must hold at most ${maximum} items`, { maximum });
  }
}

function checkDecimal(value: string, field: string): void {
  if (!/^\d{1,14}(\.\d{1,6})?$/.test(value)) {
    throw notDecimal(value, field, 'zero or more, such as "12.50"');
  }
}

/** Checks an amount of money, which may be below zero. */
export function checkMoney(value: string, field: string): void {
  if (!/^-?\d{1,14}(\.\d{1,6})?$/.test(value)) {
    throw notDecimal(value, field, 'such as "120.50"');
  }
}

function notDecimal(value: string, field: string, kind: string) {
  const limits = { integerDigits: 14, decimalPlaces: 6 };
  const size = `at most ${limits.integerDigits} digits before the point and ${limits.decimalPlaces} after it`;
  const message = `${field} must be a decimal number, ${kind}, with ${size}`;
  return badInput(field, message, { value: value.slice(0, 80), ...limits });
}
