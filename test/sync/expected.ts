import { expectationOf, type KeyState } from './both-sides';
import type { DirtyReel } from './dirty-reels';

// What the runs must report: `code key`, sorted.

/** The counts of the first import of the reels. */
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

/** Keys whose row cannot be imported because of its values, and the error of each. */
export function brokenOf(reels: DirtyReel[]): Map<string, string> {
  return new Map(
    reels.flatMap(({ reel_number, expected }) =>
      expected.code && reel_number?.trim() ? [[reel_number, expected.code]] : [],
    ),
  );
}

/** Keys of clean rows that resemble no other row's key. */
export function untouched(reels: DirtyReel[]): string[] {
  const seen = new Map<string, number>();
  const plain = (reel: DirtyReel) =>
    (reel.reel_number ?? '').replace(/[\s\u200b]/g, '').toUpperCase();
  for (const reel of reels) seen.set(plain(reel), (seen.get(plain(reel)) ?? 0) + 1);
  return reels
    .filter((reel) => reel.dirt === null && seen.get(plain(reel)) === 1)
    .map((reel) => reel.reel_number!);
}

export function expectationsOf(standings: KeyState[], broken: Map<string, string>) {
  const all = standings.map((one) => ({ ...one, ...expectationOf(one, broken) }));
  return {
    conflicts: all.flatMap(({ key, conflict }) => (conflict ? [`${conflict} ${key}`] : [])).sort(),
    errors: all
      .flatMap(({ key, error, rowsThere }) =>
        error ? Array.from({ length: rowsThere }, () => `${error} ${key}`) : [],
      )
      .sort(),
    // The error of an imported key's row is recorded as its conflict, unless there is another conflict.
    kept: all
      .flatMap(({ key, conflict, error, here }) => {
        const code = conflict ?? (here === 'NEVER' ? null : error);
        return code ? [`${code} ${key}`] : [];
      })
      .sort(),
  };
}

export function keptConflicts(standings: KeyState[]): string[] {
  return standings
    .flatMap(({ key, mapped }) => (mapped?.conflict ? [`${mapped.conflict} ${key}`] : []))
    .sort();
}

/** Whether a reported problem names a key and not a rowid. */
export function hasKey(problem: string): boolean {
  return !/^\S+ #\d+$/.test(problem);
}

/** Whether the two sides differ although no conflict is recorded. */
export function isWronglyAgreed({ here, there, mapped }: KeyState): boolean {
  if (!mapped || mapped.conflict || there === 'UNKNOWN' || there === 'TWICE') return false;
  if (mapped.status !== here) return true;
  if (here === 'IN_STOCK') return there !== 'IN_STOCK';
  return there === 'IN_STOCK';
}
