/** A value as SQLite stores it. */
export type ExternalValue = string | number | bigint | Buffer | null;

/** The text encoding of a file. */
export type Encoding = 'UTF-8' | 'UTF-16le' | 'UTF-16be';

/**
 * An expression whose text and blobs are returned as bytes, prefixed with a letter that says which they are. SQLite
 * accepts any bytes as text, and drivers fail on malformed text or stop at a NUL. So text is never read as text.
 */
export function tagged(expression: string): string {
  const bytes = (tag: string) => `cast('${tag}' || ${expression} as blob)`;
  return `case typeof(${expression}) when 'text' then ${bytes('t')} when 'blob' then ${bytes('b')} else ${expression} end`;
}

/** The value of a tagged expression: text (malformed bytes become U+FFFD), bytes, or a number. */
export function untagged(value: ExternalValue, encoding: Encoding): ExternalValue {
  if (!Buffer.isBuffer(value)) return value;
  const isText = value[encoding === 'UTF-16be' ? 1 : 0] === 't'.charCodeAt(0);
  const bytes = value.subarray(encoding === 'UTF-8' ? 1 : 2);
  if (!isText) return bytes;
  if (encoding === 'UTF-8') return bytes.toString('utf8');
  const pairs = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (encoding === 'UTF-16be' ? pairs.swap16() : pairs).toString('utf16le').toWellFormed();
}

/** A value as text, for comparing keys and statuses; null for anything but text and numbers. */
export function asText(value: ExternalValue | undefined): string | null {
  return value === null || value === undefined || Buffer.isBuffer(value) ? null : String(value);
}
