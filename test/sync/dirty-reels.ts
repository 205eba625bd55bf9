import { DatabaseSync } from '@photostructure/sqlite';
import { Random } from './random';
import { makeReelFile, reel, type Reel } from './reels';

/** What can be wrong or unusual in a row. */
export const DIRT = [
  ...['KEY_NULL', 'KEY_BLANK', 'KEY_TWICE', 'KEY_AGAIN_ALIKE', 'BAD_DATE', 'SCRIPTS'],
  ...['LONG_COMMENT', 'BINARY_COMMENT', 'BROKEN_TEXT', 'STATUS_UNKNOWN', 'STATUS_NULL'],
  ...['ALL_NULL', 'QUANTITY_TEXT', 'QUANTITY_BAD', 'SOLD', 'DELIVERED'],
] as const;
export type Dirt = (typeof DIRT)[number];

/** The expected outcome of importing a row. */
export interface Expected {
  readonly outcome: 'CREATED' | 'SKIPPED' | 'ERROR';
  /** Of an error. */
  readonly code: string | null;
  /** The imported quantity. */
  readonly quantity: number;
}

/** A row of the file, with its quantity and expected outcome. */
export interface DirtyReel extends Reel {
  pieces: number | string | null;
  dirt: Dirt | null;
  expected: Expected;
}

/** Reels with a given number of each kind of dirt, in random order determined by the seed. */
export function dirtyReels(
  rows: number,
  dirt: Readonly<Record<Dirt, number>>,
  seed: number,
): DirtyReel[] {
  const random = new Random(seed);
  const dirts = DIRT.flatMap((one) => Array.from({ length: dirt[one] }, () => one));
  if (dirts.length > rows / 2) throw new Error('more dirt than half of the rows');
  const clean = Array.from({ length: rows - dirts.length }, () => null);
  const reels = random.shuffled([...dirts, ...clean]).map((one, index) => {
    const pieces = 1 + (index % 7 === 0 ? index % 3 : 0);
    const made = { ...reel(index), pieces, dirt: one, expected: created(pieces) };
    return one ? addDirt(made, one, random) : made;
  });
  doubleKeys(reels, random);
  return reels;
}

/** One in `oneIn` rows has each kind of dirt. */
export function everyDirt(rows: number, oneIn = 100): Record<Dirt, number> {
  const count = Math.max(2, Math.floor(rows / oneIn));
  return Object.fromEntries(DIRT.map((one) => [one, count])) as Record<Dirt, number>;
}

function addDirt(row: DirtyReel, dirt: Dirt, random: Random): DirtyReel {
  switch (dirt) {
    case 'KEY_NULL':
      return { ...row, reel_number: null, expected: refused('KEY_MISSING') };
    case 'KEY_BLANK':
      return {
        ...row,
        reel_number: random.pick(['', ' ', '   ']),
        expected: refused('KEY_MISSING'),
      };
    case 'BAD_DATE':
      return { ...row, receive_date: random.pick(BAD_DATES), expected: refused('VALUE_NOT_DATE') };
    case 'SCRIPTS':
      return { ...row, ...scripts(row, random) };
    case 'LONG_COMMENT':
      return { ...row, comments: random.pick(['torn ', 'gerissen, é ', '破れ ']).repeat(2_000) };
    case 'BINARY_COMMENT':
      return { ...row, comments: Buffer.from([0, 255, 254]), expected: refused('VALUE_NOT_TEXT') };
    case 'BROKEN_TEXT': // makeDirtyFile
      return row;
    case 'STATUS_UNKNOWN':
      return { ...row, status: random.pick(UNKNOWN), expected: refused('STATUS_UNKNOWN') };
    case 'STATUS_NULL':
      return { ...row, status: null, expected: refused('STATUS_UNKNOWN') };
    case 'ALL_NULL':
      return { ...emptied(row), expected: created(1) };
    case 'QUANTITY_TEXT':
      return { ...row, pieces: random.pick(['3', ' 3 ', '3.0']), expected: created(3) };
    case 'QUANTITY_BAD':
      return withPieces(row, random.pick(BAD_PIECES));
    case 'SOLD':
    case 'DELIVERED':
      return {
        ...{ ...row, status: dirt === 'SOLD' ? 'Sold' : 'Delivered', last_date: '2026-01-02' },
        expected: { outcome: 'SKIPPED', code: null, quantity: 0 },
      };
    case 'KEY_TWICE': // doubleKeys
    case 'KEY_AGAIN_ALIKE':
      return row;
  }
}

const BAD_DATES = ['soon', '2026-02-30', '31.12.2025', '2026-13-01', '20260', '2026-01-01T25:00'];
/** Other ways to write a code. */
const ALIKE = [
  (key: string) => `${key} `,
  (key: string) => `\u00a0${key}`,
  (key: string) => key.toLowerCase(),
  (key: string) => key.replace('-', '-\u200b'),
];
const UNKNOWN = ['Lost', 'in-stock', 'In-stock ', 'SOLD', '?', 'In stock'];
const BAD_PIECES = ['two', '0', -1, 1.5, '', null, 1e300, '3 rolls'];

function withPieces(row: DirtyReel, pieces: (typeof BAD_PIECES)[number]): DirtyReel {
  const code = pieces === 1e300 ? 'QUANTITY_TOO_LARGE' : 'QUANTITY_INVALID';
  return { ...row, pieces, expected: refused(code) };
}

function scripts(row: DirtyReel, random: Random): Partial<DirtyReel> {
  const text = random.pick([
    '紙ロール 🧻',
    'рулон №5',
    'بكرة ورق',
    'रील',
    'O\'Brien "x" \\ ; --',
    '👩‍🏭e\u0301',
  ]);
  return {
    reel_number: `${text}-${row.reel_number}`,
    profile_name: text,
    comments: `${text}\n\t${text}`,
    bay: `${text} `,
  };
}

function emptied(row: DirtyReel): DirtyReel {
  const { reel_number, status, dirt, expected } = row;
  return { reel_number, status: status!, pieces: 1, dirt, expected };
}

/** Gives rows the key of a clean row: unchanged (then neither is imported), or written differently. */
function doubleKeys(reels: DirtyReel[], random: Random): void {
  const isClean = (at: number) => reels[at]!.dirt === null && reels[at]!.expected.quantity > 0;
  const twin = (): DirtyReel => {
    for (;;) {
      const at = random.below(reels.length);
      if (isClean(at) && !twins.has(at)) {
        twins.add(at);
        return reels[at]!;
      }
    }
  };
  const twins = new Set<number>();
  for (const [index, row] of reels.entries()) {
    if (row.dirt === 'KEY_TWICE') {
      const other = twin();
      row.reel_number = other.reel_number;
      row.expected = other.expected = refused('KEY_DUPLICATE');
    } else if (row.dirt === 'KEY_AGAIN_ALIKE') {
      // Another key, but the same SKU and lot number: the first of the two in the file comes in.
      const other = twin();
      row.reel_number = random.pick(ALIKE)(other.reel_number!);
      const second = reels.indexOf(other) < index ? row : other;
      second.expected = refused('KEY_DUPLICATE');
    }
  }
}

function created(quantity: number): Expected {
  return { outcome: 'CREATED', code: null, quantity };
}

function refused(code: string): Expected {
  return { outcome: 'ERROR', code, quantity: 0 };
}

/** Makes a file of the reels with their number of pieces. */
export function makeDirtyFile(
  folder: string,
  tenant: string,
  name: string,
  reels: DirtyReel[],
): string {
  const file = makeReelFile(folder, tenant, name, reels);
  const db = new DatabaseSync(file);
  db.exec('alter table reels add column pieces');
  db.exec('begin');
  const pieces = db.prepare('update reels set pieces = ? where rowid = ?');
  // As written by a program that stores Latin-1 as if it were UTF-8.
  const broken = db.prepare('update reels set logs = cast(? as text) where rowid = ?');
  for (const [index, row] of reels.entries()) {
    if (row.pieces !== null) pieces.run(row.pieces, index + 1);
    if (row.dirt === 'BROKEN_TEXT') broken.run(Buffer.from('reçu à quai', 'latin1'), index + 1);
  }
  db.exec('commit');
  db.close();
  return file;
}
