import { dateText } from '../dates/dates';
import { MAX_VALUE_BYTES, type ExternalValue } from './child/external-value';
import { RowError, short } from './errors';

/** A value during import. */
export type Plain = string | number | boolean | null;

/** A named step that converts a column's value; each uses only the parameters of its own kind. */
export interface Transform {
  readonly name: TransformName;
  /** DATE: the format of the text, in tokens (yyyy-MM-dd; see date-format.ts), or ISO, SQL, UNIX (seconds). */
  readonly format?: string | null;
  /** DECIMAL: base units per unit of the value. */
  readonly factor?: number | null;
  /** DEFAULT: replaces a missing or blank value. */
  readonly value?: string | null;
  /** LOOKUP: the result for each value. */
  readonly table?: Readonly<Record<string, Plain>> | null;
}

export const TRANSFORMS = [
  'TRIM',
  'UPPER',
  'LOWER',
  'INTEGER',
  'DECIMAL',
  'DATE',
  'DEFAULT',
  'LOOKUP',
] as const;
export type TransformName = (typeof TRANSFORMS)[number];

/** A value of SQLite as JSON can represent it: an integer that a double cannot hold becomes text. */
export function toPlain(value: ExternalValue): Plain {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (typeof value === 'symbol') {
    throw new RowError('VALUE_TOO_LARGE', `it is longer than ${MAX_VALUE_BYTES} bytes`);
  }
  if (Buffer.isBuffer(value)) throw new RowError('VALUE_NOT_TEXT', 'it is binary data');
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RowError('VALUE_INVALID', 'it is not a finite number');
  }
  // PostgreSQL's text holds no NUL; SQLite's may.
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
}

/** Applies one step; only DEFAULT changes null. Throws RowError. */
export function applyTransform(value: Plain, transform: Transform, timeZone: string): Plain {
  if (transform.name === 'DEFAULT') {
    return isBlank(value) ? (transform.value ?? null) : value;
  }
  if (isBlank(value)) return null;
  switch (transform.name) {
    case 'TRIM':
      return typeof value === 'string' ? value.trim() : value; // a number stays one
    case 'UPPER':
      return typeof value === 'string' ? value.toUpperCase() : value;
    case 'LOWER':
      return typeof value === 'string' ? value.toLowerCase() : value;
    case 'INTEGER':
      return decimal(value, 1);
    case 'DECIMAL':
      return decimal(value, transform.factor ?? 1);
    case 'DATE':
      return date(String(value).trim(), transform.format ?? 'yyyy-MM-dd', timeZone);
    case 'LOOKUP':
      return lookUp(String(value), transform.table ?? {});
  }
}

function date(text: string, format: string, timeZone: string): string {
  const read = dateText(text, format, timeZone);
  if (read !== undefined) return read;
  throw new RowError('VALUE_NOT_DATE', `"${short(text)}" is not a date in the format ${format}`);
}

function isBlank(value: Plain): value is null {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Exact: 2.5 times 1000 is 2500, and 0.0005 times 1000 is refused, not rounded. */
function decimal(value: Plain, factor: number): number {
  const parts = /^([+-]?)(\d{1,16})(?:\.(\d{1,12}))?$/.exec(String(value).trim());
  if (!parts) throw new RowError('VALUE_NOT_NUMBER', `"${short(value)}" is not a decimal number`);
  const [, sign, whole = '', fraction = ''] = parts;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt((sign === '-' ? '-' : '') + whole + fraction) * BigInt(factor);
  if (scaled % scale !== 0n) {
    const unit = factor === 1 ? 'whole number' : 'whole number of base units';
    throw new RowError('VALUE_NOT_WHOLE', `"${short(value)}" is not a ${unit}`);
  }
  const result = Number(scaled / scale);
  if (!Number.isSafeInteger(result)) {
    const limit = `${Number.MAX_SAFE_INTEGER} ${factor === 1 ? '' : 'base units'}`.trim();
    throw new RowError(
      'VALUE_TOO_LARGE',
      `"${short(value)}" is ${scaled < 0n ? `less than -${limit}` : `more than ${limit}`}`,
    );
  }
  return result;
}

function lookUp(text: string, table: Readonly<Record<string, Plain>>): Plain {
  if (Object.hasOwn(table, text)) return table[text]!;
  throw new RowError('VALUE_NOT_IN_TABLE', `"${short(text)}" is not in the look-up table`);
}
