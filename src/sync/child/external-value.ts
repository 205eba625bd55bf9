/** A value as SQLite stores it; a value that is too long to be read is TOO_LONG. */
export type ExternalValue = string | number | bigint | Buffer | typeof TOO_LONG | null;

export const TOO_LONG = Symbol('longer than a value may be');

/** Longer texts and blobs are not read. */
export const MAX_VALUE_BYTES = 1_000_000;

/** The text encoding of a file. */
export type Encoding = 'UTF-8' | 'UTF-16le' | 'UTF-16be';

/**
 * An expression whose text and blobs are returned as bytes, prefixed with a letter that says which they are. SQLite
 * accepts any bytes as text, and drivers fail on malformed text or stop at a NUL. So text is never read as text.
 */
export function tagged(expression: string): string {
  const bytes = (tag: string) => `cast('${tag}' || ${expression} as blob)`;
  return `case typeof(${expression}) when 'null' then null when 'integer' then ${expression} when 'real' then ${expression}
    else case when octet_length(${expression}) > ${MAX_VALUE_BYTES} then cast('x' as blob)
      when typeof(${expression}) = 'text' then ${bytes('t')} else ${bytes('b')} end end`;
}

/** The value of a tagged expression: text (malformed bytes become U+FFFD), bytes, or a number. */
export function untagged(value: unknown, encoding: Encoding): ExternalValue {
  if (!(value instanceof Uint8Array)) return value as ExternalValue;
  const buffer = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const tag = String.fromCharCode(buffer[encoding === 'UTF-16be' ? 1 : 0]!);
  if (tag === 'x') return TOO_LONG;
  const bytes = buffer.subarray(encoding === 'UTF-8' ? 1 : 2);
  if (tag === 'b') return bytes;
  if (encoding === 'UTF-8') return bytes.toString('utf8');
  const pairs = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (encoding === 'UTF-16be' ? pairs.swap16() : pairs).toString('utf16le').toWellFormed();
}

/** A value as text, for comparing keys and statuses; null for anything but text and numbers. */
export function asText(value: ExternalValue | undefined): string | null {
  const isText =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  return isText ? String(value) : null;
}

/** How much memory a value takes, roughly. */
export function sizeOf(value: ExternalValue): number {
  return typeof value === 'string' || Buffer.isBuffer(value) ? value.length : 8;
}

const NUMBER = /^-?(0|[1-9]\d{0,17})(\.\d{1,15})?$/;

/**
 * The values that stand for some keys: each as text, and also as a number where it looks like one, because numbers in a
 * column without a declared type do not equal any text.
 */
export function keyForms(keys: string[]): (string | number | bigint)[] {
  return keys.flatMap((key) => [key, ...(NUMBER.test(key) ? [asNumber(key)] : [])]);
}

function asNumber(key: string): number | bigint {
  return key.includes('.') ? Number(key) : BigInt(key);
}

/** A condition for as many parameters; without json_each, which a table of the file with that name would replace. */
export function inList({ length }: readonly unknown[]): string {
  return `in (${Array.from({ length }, () => '?').join(', ')})`;
}
