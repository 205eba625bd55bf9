import { verdictOf, type Standing } from './both-sides';
import type { DirtyReel } from './dirty-reels';

// What the runs must say, as they say it: `code key`, in order.

/** What the first import of the reels counts. */
export function countsOf(reels: DirtyReel[]) {
  const count = (outcome: string) =>
    reels.filter(({ expected }) => expected.outcome === outcome).length;
  return {
    ...{ seen: reels.length, created: count('CREATED'), updated: 0, exported: 0 },
    ...{ skipped: count('SKIPPED'), conflicts: 0, errors: count('ERROR') },
  };
}

export function errorsOf(reels: DirtyReel[]): string[] {
  return reels
    .flatMap(({ reel_number, expected }, index) =>
      expected.code
        ? [`${expected.code} ${reel_number?.trim() ? reel_number : `#${index + 1}`}`]
        : [],
    )
    .sort();
}

/** Keys whose row cannot come in because of what stands in it, and why. */
export function brokenOf(reels: DirtyReel[]): Map<string, string> {
  return new Map(
    reels.flatMap(({ reel_number, expected }) =>
      expected.code && reel_number?.trim() ? [[reel_number, expected.code]] : [],
    ),
  );
}

/** Keys of rows that nothing is wrong with, and that no other row's key is like. */
export function untouched(reels: DirtyReel[]): string[] {
  const seen = new Map<string, number>();
  const plain = (reel: DirtyReel) => reel.reel_number?.trim() ?? '';
  for (const reel of reels) seen.set(plain(reel), (seen.get(plain(reel)) ?? 0) + 1);
  return reels
    .filter((reel) => reel.dirt === null && seen.get(plain(reel)) === 1)
    .map((reel) => reel.reel_number!);
}

export function verdictsOf(standings: Standing[], broken: Map<string, string>) {
  const all = standings.map((one) => ({ ...one, ...verdictOf(one, broken) }));
  return {
    conflicts: all.flatMap(({ key, conflict }) => (conflict ? [`${conflict} ${key}`] : [])).sort(),
    errors: all
      .flatMap(({ key, error, rowsThere }) =>
        error ? Array.from({ length: rowsThere }, () => `${error} ${key}`) : [],
      )
      .sort(),
    // What is wrong with the row of a key that came in is kept as its conflict, unless there is a worse one.
    kept: all
      .flatMap(({ key, conflict, error, here }) => {
        const word = conflict ?? (here === 'NEVER' ? null : error);
        return word ? [`${word} ${key}`] : [];
      })
      .sort(),
  };
}

export function keptConflicts(standings: Standing[]): string[] {
  return standings
    .flatMap(({ key, mapped }) => (mapped?.conflict ? [`${mapped.conflict} ${key}`] : []))
    .sort();
}

/** Told of a row without a key, by where it stands. */
export function hasKey(word: string): boolean {
  return !/^\S+ #\d+$/.test(word);
}

/** Without a conflict, and yet not the same on both sides. */
export function isWronglyAgreed({ here, there, mapped }: Standing): boolean {
  if (!mapped || mapped.conflict || there === 'UNKNOWN' || there === 'TWICE') return false;
  if (mapped.status !== here) return true;
  if (here === 'IN_STOCK') return there !== 'IN_STOCK';
  return there === 'IN_STOCK';
}
