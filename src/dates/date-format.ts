import { Info } from 'luxon';

// Date formats come from users, so they are neither turned into regular expressions nor parsed with backtracking: a
// format is a list of fixed tokens. The tokens have the meaning that they have in Luxon, which formats dates with them.

/** The longest format, in characters. */
export const MAX_FORMAT = 64;

/** What a token reads: a number with a range of digits, one of several names, or an offset from UTC. */
export type Token =
  | { readonly part: Part; readonly digits: readonly [least: number, most: number] }
  | { readonly part: Part; readonly names: readonly string[] }
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
  MMMM: { part: 'month', names: Info.months('long', { locale: 'en' }) },
  MMM: { part: 'month', names: Info.months('short', { locale: 'en' }) },
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
  a: { part: 'half', names: ['AM', 'PM'] },
  ZZ: { part: 'offset', colon: true },
  ZZZ: { part: 'offset', colon: false },
};

/** The tokens that a date format may have. */
export const DATE_TOKENS = Object.keys(TOKENS);

/** A part of a format: text that stands for itself, or a token. */
export type Piece = { readonly literal: string } | { readonly name: string; readonly token: Token };

/** Why a format cannot be used; undefined when it can. */
export function formatProblem(format: string): string | undefined {
  if (format.length > MAX_FORMAT) return `at most ${MAX_FORMAT} characters`;
  const pieces = piecesOf(format);
  if (typeof pieces === 'string') return pieces;
  const parts = new Set<string>();
  for (const [index, piece] of pieces.entries()) {
    if ('literal' in piece) continue;
    const { name, token } = piece;
    const part = token.part.replace('shortY', 'y');
    if (parts.has(part)) return `${name} repeats a part that another token has`;
    parts.add(part);
    const next = pieces[index + 1];
    if (isVariable(name, token) && next && 'token' in next) {
      return `${name} has no fixed width: a character must stand between it and ${next.name}`;
    }
  }
  if (parts.has('hour12') !== parts.has('half')) return 'h and a must be used together';
  if (parts.has('hour12') && parts.has('hour')) return 'use either H or h';
  return undefined;
}

/** Whether a format has a year, or a time of day. Without a year, the date would depend on when it is read. */
export function formatHas(format: string, part: 'year' | 'time'): boolean {
  const pieces = piecesOf(format);
  if (typeof pieces === 'string') return false;
  const isPart = (one: Token['part']) =>
    part === 'year' ? one === 'year' || one === 'shortYear' : !DAY_PARTS.includes(one);
  return pieces.some((piece) => 'token' in piece && isPart(piece.token.part));
}
const DAY_PARTS: Token['part'][] = ['year', 'shortYear', 'month', 'day'];

function isVariable(name: string, token: Token): boolean {
  return name === 'MMMM' || ('digits' in token && token.digits[0] !== token.digits[1]);
}

/** The parts of a format, or a message that says what is wrong with it. */
export function piecesOf(format: string): Piece[] | string {
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
