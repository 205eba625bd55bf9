import { DateTime, FixedOffsetZone, Info } from 'luxon';

// Date formats are read by this small parser: a list of fixed tokens, no regular expression made of a format, and no
// backtracking. The tokens mean what they mean in Luxon, which writes dates by them.

/** Characters of a format. */
export const MAX_FORMAT = 64;

/** What a token reads: a number of so many digits, or one of some words. */
type Token =
  | { readonly part: Part; readonly digits: readonly [least: number, most: number] }
  | { readonly part: Part; readonly words: readonly string[] }
  | { readonly part: 'offset'; readonly colon: boolean };
type Part =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'day'
  | 'hour'
  | 'hour12'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'half';

const TOKENS: Readonly<Record<string, Token>> = {
  yyyy: { part: 'year', digits: [4, 4] },
  yy: { part: 'shortYear', digits: [2, 2] },
  MMMM: { part: 'month', words: Info.months('long', { locale: 'en' }) },
  MMM: { part: 'month', words: Info.months('short', { locale: 'en' }) },
  MM: { part: 'month', digits: [2, 2] },
  M: { part: 'month', digits: [1, 2] },
  dd: { part: 'day', digits: [2, 2] },
  d: { part: 'day', digits: [1, 2] },
  HH: { part: 'hour', digits: [2, 2] },
  H: { part: 'hour', digits: [1, 2] },
  hh: { part: 'hour12', digits: [2, 2] },
  h: { part: 'hour12', digits: [1, 2] },
  mm: { part: 'minute', digits: [2, 2] },
  m: { part: 'minute', digits: [1, 2] },
  ss: { part: 'second', digits: [2, 2] },
  s: { part: 'second', digits: [1, 2] },
  SSS: { part: 'millisecond', digits: [3, 3] },
  a: { part: 'half', words: ['AM', 'PM'] },
  ZZ: { part: 'offset', colon: true },
  ZZZ: { part: 'offset', colon: false },
};

/** The tokens that a date format may have. */
export const DATE_TOKENS = Object.keys(TOKENS);

type Piece = { readonly literal: string } | { readonly name: string; readonly token: Token };

/** Why a format cannot be used, or undefined. */
export function formatProblem(format: string): string | undefined {
  if (format.length > MAX_FORMAT) return `at most ${MAX_FORMAT} characters`;
  const pieces = piecesOf(format);
  if (typeof pieces === 'string') return pieces;
  const parts = new Set<string>();
  for (const [index, piece] of pieces.entries()) {
    if ('literal' in piece) continue;
    const { name, token } = piece;
    const part = token.part.replace('shortY', 'y');
    if (parts.has(part)) return `${name} says again what another token says`;
    parts.add(part);
    const next = pieces[index + 1];
    if (isVariable(name, token) && next && 'token' in next) {
      return `${name} has no fixed width: a character must stand between it and ${next.name}`;
    }
  }
  if (parts.has('hour12') !== parts.has('half')) return 'h and a are only used together';
  if (parts.has('hour12') && parts.has('hour')) return 'either H or h';
  return undefined;
}

/** Whether a format includes the year. Without one, the same text would mean another date each year. */
export function formatHas(format: string, part: 'year' | 'time'): boolean {
  const pieces = piecesOf(format);
  if (typeof pieces === 'string') return false;
  const isPart = (one: Token['part']) =>
    part === 'year' ? one === 'year' || one === 'shortYear' : !DAY_PARTS.includes(one);
  return pieces.some((piece) => 'token' in piece && isPart(piece.token.part));
}
const DAY_PARTS: Token['part'][] = ['year', 'shortYear', 'month', 'day'];

/** A date in a format without a problem; an invalid one where the text is not in it. */
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
  if ('words' in token) {
    const rest = text.slice(at).toLowerCase();
    const value = token.words.findIndex((word) => rest.startsWith(word.toLowerCase()));
    const first = token.part === 'month' ? 1 : 0;
    return value < 0 ? undefined : { end: at + token.words[value]!.length, value: value + first };
  }
  if ('digits' in token) return readDigits(text, at, ...token.digits);
  return readOffset(text, at, token.colon);
}

function readDigits(text: string, at: number, least: number, most: number): Read | undefined {
  let end = at;
  while (end - at < most && isDigit(text, end)) end++;
  return end - at < least ? undefined : { end, value: Number(text.slice(at, end)) };
}

/** +05:30, +0530, -08:00. */
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

function isVariable(name: string, token: Token): boolean {
  return name === 'MMMM' || ('digits' in token && token.digits[0] !== token.digits[1]);
}

/** A format as its literals and tokens, or what is wrong with it. */
function piecesOf(format: string): Piece[] | string {
  const pieces: Piece[] = [];
  for (let at = 0; at < format.length;) {
    const first = format.charAt(at);
    let end = at + 1;
    if (first === "'") {
      end = format.indexOf("'", at + 1) + 1;
      if (end === 0) return 'a quote is not closed';
      pieces.push({ literal: format.slice(at + 1, end - 1) });
    } else if (isLetter(first)) {
      while (format.charAt(end) === first) end++;
      const name = format.slice(at, end);
      if (!Object.hasOwn(TOKENS, name)) {
        return `${name} is not one of ${DATE_TOKENS.join(' ')}; put text between quotes`;
      }
      pieces.push({ name, token: TOKENS[name]! });
    } else pieces.push({ literal: first });
    at = end;
  }
  return pieces;
}

function isLetter(character: string): boolean {
  return character.toLowerCase() !== character.toUpperCase();
}
