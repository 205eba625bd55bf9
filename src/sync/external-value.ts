/** A value as SQLite holds it. */
export type ExternalValue = string | number | bigint | Buffer | null;

/** How a file writes its text. */
export type Encoding = 'UTF-8' | 'UTF-16le' | 'UTF-16be';

/**
 * An expression's value, text and binary data as bytes behind a letter that says which it is. SQLite takes any bytes
 * for text; the library ends the whole process where text is not well-formed, and stops at a NUL. So what stands in a
 * file is never read as text.
 */
export function tagged(expression: string): string {
  const bytes = (tag: string) => `cast('${tag}' || ${expression} as blob)`;
  return `case typeof(${expression}) when 'text' then ${bytes('t')} when 'blob' then ${bytes('b')} else ${expression} end`;
}

/** What a tagged expression gave: its text, with U+FFFD for what is none, its bytes, or its number. */
export function untagged(value: ExternalValue, encoding: Encoding): ExternalValue {
  if (!Buffer.isBuffer(value)) return value;
  const isText = value[encoding === 'UTF-16be' ? 1 : 0] === 't'.charCodeAt(0);
  const bytes = value.subarray(encoding === 'UTF-8' ? 1 : 2);
  if (!isText) return bytes;
  if (encoding === 'UTF-8') return bytes.toString('utf8');
  const pairs = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return (encoding === 'UTF-16be' ? pairs.swap16() : pairs).toString('utf16le').toWellFormed();
}

/** A value as text, as keys and statuses are compared; null for what is no text or number. */
export function asText(value: ExternalValue | undefined): string | null {
  return value === null || value === undefined || Buffer.isBuffer(value) ? null : String(value);
}
