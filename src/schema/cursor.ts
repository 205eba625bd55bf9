import { badInput } from '../input/bad-input';
import { isDay } from '../input/validate';

/** An opaque cursor: the kind of list and the key of the row in it. */
export function encodeCursor(kind: string, key: string): string {
  return Buffer.from(JSON.stringify([kind, key])).toString('base64url');
}

/** Lists that are ordered by free text. */
const FREE_KEYS = new Set(['product', 'external-products', 'product-mappings']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isId = (text: string) => UUID.test(text);

/** What makes a text a key, in lists whose keys are not ids. */
const KEYS: Record<string, (key: string) => boolean> = {
  // With what the card had moved (src/resolvers/bin-card-cursor.ts), or without.
  'bin-card': (key) => isId(key) || isInParts(key, [isId, isWhole, isWhole, isNatural, isHash]),
  'daily-stock': (key) => isInParts(key, [isDay, isId, isId]),
  'stock-audit': (key) => isInParts(key, [isId, orEmpty(isId), orEmpty(isDay)]),
  'verify-ledger': (key) => isInParts(key, [isId, isId, isNatural]),
};

const isWhole = (text: string) => /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text));
const isNatural = (text: string) => /^\d{1,18}$/.test(text);
const isHash = (text: string) => /^[0-9a-f]{32}$/.test(text);

const orEmpty = (test: (text: string) => boolean) => (text: string) => text === '' || test(text);

function isInParts(key: string, tests: ((part: string) => boolean)[]): boolean {
  const parts = key.split('/');
  return parts.length === tests.length && tests.every((test, n) => test(parts[n]!));
}

/** The key of a cursor that `encodeCursor` made for the same kind of list; null when none was given. */
export function decodeCursor(
  kind: string,
  cursor: string | null | undefined,
  field: string,
): string | null {
  if (cursor === null || cursor === undefined) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    parsed = undefined;
  }
  const [found, key] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  const keyIsGood =
    typeof key === 'string' &&
    !key.includes('\0') &&
    (FREE_KEYS.has(kind) || (KEYS[kind] ?? isId)(key)) &&
    // Decoding is lenient, so compare with what this list would have encoded itself.
    encodeCursor(kind, key) === cursor;
  if (found !== kind || !keyIsGood) {
    throw badInput(field, `${field} is not a cursor of this list`, {}, 'invalid_cursor');
  }
  return key;
}

const GREATEST = (1n << 128n) - 1n;

/** The key next to an id, so that a bound which leaves out its own key can take that id in; other keys as they are. */
export function neighbour(key: string, step: bigint): string {
  if (!isId(key)) return key;
  const found = BigInt(`0x${key.replaceAll('-', '')}`) + step;
  const digits = (found < 0n ? 0n : found > GREATEST ? GREATEST : found).toString(16);
  return digits.padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
