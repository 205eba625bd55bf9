import { DateTime, FixedOffsetZone } from 'luxon';
import { piecesOf, type Token } from './date-format';

/** Parses a text by a valid format (see formatProblem). The date is invalid if the text does not match the format. */
export function parseDate(text: string, format: string, zone: string): DateTime {
  const invalid = DateTime.invalid('not in the format');
  const pieces = piecesOf(format);
  if (typeof pieces === 'string') return invalid;
  const found: Partial<Record<Token['part'], number>> = {};
  let at = 0;
  for (const piece of pieces) {
    const read =
      'literal' in piece ? readLiteral(text, at, piece.literal) : readToken(text, at, piece.token);
    if (!read) return invalid;
    at = read.end;
    if ('token' in piece) found[piece.token.part] = read.value;
  }
  if (at < text.length) return invalid;
  const { year, shortYear, month = 1, day = 1, hour, hour12, half, minute = 0, second = 0 } = found;
  if (hour12 !== undefined && (hour12 < 1 || hour12 > 12)) return invalid;
  return DateTime.fromObject(
    {
      year: year ?? (shortYear! > 60 ? 1900 : 2000) + shortYear!,
      ...{ month, day, minute, second, millisecond: found.millisecond ?? 0 },
      hour: hour ?? (hour12 === undefined ? 0 : (hour12 % 12) + 12 * half!),
    },
    { zone: found.offset === undefined ? zone : FixedOffsetZone.instance(found.offset) },
  );
}

interface Read {
  readonly end: number;
  readonly value: number;
}

function readLiteral(text: string, at: number, literal: string): Read | undefined {
  return text.startsWith(literal, at) ? { end: at + literal.length, value: 0 } : undefined;
}

function readToken(text: string, at: number, token: Token): Read | undefined {
  if ('names' in token) {
    const rest = text.slice(at).toLowerCase();
    const value = token.names.findIndex((name) => rest.startsWith(name.toLowerCase()));
    const first = token.part === 'month' ? 1 : 0;
    return value < 0 ? undefined : { end: at + token.names[value]!.length, value: value + first };
  }
  if ('digits' in token) return readDigits(text, at, ...token.digits);
  return readOffset(text, at, token.colon);
}

function readDigits(text: string, at: number, least: number, most: number): Read | undefined {
  let end = at;
  while (end - at < most && isDigit(text, end)) end++;
  return end - at < least ? undefined : { end, value: Number(text.slice(at, end)) };
}

/** Reads an offset from UTC, in minutes: +05:30 or -08:00 with a colon, +0530 without. */
function readOffset(text: string, at: number, colon: boolean): Read | undefined {
  const sign = { '+': 1, '-': -1 }[text.charAt(at)];
  const hours = readDigits(text, at + 1, 2, 2);
  if (!sign || !hours || (colon && text.charAt(hours.end) !== ':')) return undefined;
  const minutes = readDigits(text, hours.end + (colon ? 1 : 0), 2, 2);
  if (!minutes || hours.value > 14 || minutes.value > 59) return undefined;
  return { end: minutes.end, value: sign * (hours.value * 60 + minutes.value) };
}

function isDigit(text: string, at: number): boolean {
  return text.charAt(at) >= '0' && text.charAt(at) <= '9';
}
