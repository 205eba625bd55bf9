import { badInput } from './errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_LINES = 1000;
export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 500;

/** An id as PostgreSQL takes it; undefined and null pass through. */
export function checkId<T extends string | null | undefined>(value: T, field: string): T {
  if (value !== null && value !== undefined && !UUID.test(value)) {
    throw badInput(field, `${field} is not an id (a UUID)`);
  }
  return value;
}

/** PostgreSQL's text cannot hold a NUL byte, nor its jsonb half a surrogate pair. */
export function checkText(value: string | null | undefined, field: string): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw badInput(field, `${field} holds a character that cannot be stored`);
  }
}

/** How many rows a page asks for. */
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

/** The database refuses such quantities too (quantity_not_positive); here the line is named. */
export function checkQuantity(value: number, field: string): void {
  if (value <= 0) {
    throw badInput(field, `${field} must be above zero`, { value }, 'QUANTITY_NOT_POSITIVE');
  }
}

/** Every text, id and quantity in a mutation's input, by what its field is called. */
export function checkInput(input: object, path = 'input'): void {
  for (const [key, value] of Object.entries(input)) {
    const field = path ? `${path}.${key}` : key;
    if (Array.isArray(value)) {
      if (key === 'lines') checkLines(value, field);
      value.forEach((item, index) => checkItem(item, `${field}[${index}]`));
    } else if (typeof value === 'string') {
      checkText(value, field);
      if (key === 'id' || key.endsWith('Id')) checkId(value, field);
      if (key === 'unitCost') checkDecimal(value, field);
    } else if (typeof value === 'number' && (key === 'quantity' || key === 'factor')) {
      checkQuantity(value, field);
    } else if (key === 'attributes' && value) {
      checkText(JSON.stringify(value).replaceAll('\\u0000', '\0'), field);
    }
  }
}

function checkItem(item: unknown, field: string): void {
  if (item !== null && typeof item === 'object') checkInput(item, field);
  else if (typeof item === 'string') checkText(item, field);
}

function checkLines(lines: unknown[], field: string): void {
  if (lines.length === 0) throw badInput(field, `${field} must hold at least one line`);
  if (lines.length > MAX_LINES) {
    throw badInput(field, `${field} must hold at most ${MAX_LINES} lines`, { maximum: MAX_LINES });
  }
}

function checkDecimal(value: string, field: string): void {
  if (!/^\d{1,14}(\.\d{1,6})?$/.test(value)) {
    throw badInput(field, `${field} must be a decimal number such as "12.50", zero or more`);
  }
}
