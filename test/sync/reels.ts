import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/** A reel of paper, a row of the external file. */
export interface Reel {
  reel_number: string | null;
  width?: number | string | null;
  gsm?: number | null;
  length?: number | null;
  grade?: string | null;
  breaks?: number | null;
  comments?: string | Buffer | null;
  qr_code?: string | null;
  profile_name?: string | null;
  bay?: string | null;
  status?: string | null;
  receive_date?: string | null;
  last_date?: string | null;
  username?: string | null;
  logs?: string | null;
}

const COLUMNS = [
  ...['reel_number', 'width', 'gsm', 'length', 'grade', 'breaks', 'comments', 'qr_code'],
  ...['profile_name', 'bay', 'status', 'receive_date', 'last_date', 'username', 'logs'],
] as const;

export const reelNumber = (index: number) => `R-${String(index).padStart(6, '0')}`;

/** A clean reel, determined by the index. */
export function reel(index: number): Reel {
  return {
    reel_number: reelNumber(index),
    width: 1000 + (index % 40) * 10,
    gsm: 40 + (index % 12) * 5,
    length: 5000 + (index % 100),
    grade: ['KRAFT', 'NEWS', 'FLUTING', 'LINER'][index % 4]!,
    breaks: index % 3,
    comments: index % 5 === 0 ? 'edge dented' : null,
    qr_code: `qr:${index}`,
    profile_name: `Profile ${index % 25}`,
    bay: `Bay ${index % 30}`,
    status: 'In-stock',
    receive_date: `2026-0${1 + (index % 9)}-1${index % 10}`,
    last_date: null,
    username: 'mill',
    logs: 'received',
  };
}

/** Creates the file `<folder>/<tenant>/<name>` with reels; keys may be missing or duplicate, as in a real file. */
export function makeReelFile(
  folder: string,
  tenant: string,
  name: string,
  reels: Iterable<Reel>,
): string {
  const file = path.join(folder, tenant, name);
  mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(
    `create table reels (reel_number text, width, gsm integer, length integer, grade text, breaks integer,
       comments text, qr_code text, profile_name text, bay text, status text, receive_date text,
       last_date text, username text, logs text)`,
  );
  db.exec('create index reels_by_number on reels (reel_number)');
  db.exec('begin');
  const insert = db.prepare(`insert into reels values (${COLUMNS.map(() => '?').join(', ')})`);
  for (const one of reels) insert.run(...COLUMNS.map((column) => one[column] ?? null));
  db.exec('commit');
  db.close();
  return file;
}

/** Adds clean reels to a file whose table has the columns of `makeDirtyFile` or fewer. */
export function addReels(file: string, from: number, count: number): void {
  for (let index = from; index < from + count; index++) {
    const { reel_number, grade, status } = reel(index);
    const sql = 'insert into reels (reel_number, grade, status, pieces) values (?, ?, ?, 1)';
    inReels(file, sql, reel_number, grade, status);
  }
}

/** Runs one statement on the file, as its own program would. */
export function inReels(file: string, sql: string, ...parameters: unknown[]): unknown[][] {
  const db = new DatabaseSync(file, { timeout: 5000, returnArrays: true });
  try {
    return db.prepare(sql).all(...parameters) as unknown[][];
  } finally {
    db.close();
  }
}
