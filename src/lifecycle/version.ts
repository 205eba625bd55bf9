import { readSql } from '../database/sql-files';

/** This program's version. */
export const VERSION = (JSON.parse(readSql('package.json')) as { version: string }).version;

interface Parts {
  readonly numbers: number[];
  /** What comes after a dash: a version that leads up to the one without it. */
  readonly preview: string;
}

function partsOf(version: string): Parts {
  const [core = '', ...preview] = version.replace(/\+.*$/, '').split('-');
  return { numbers: core.split('.').map(Number), preview: preview.join('-') };
}

/** Whether one version comes after another, as semantic versions do. */
export function isNewer(one: string, other: string): boolean {
  const [left, right] = [partsOf(one), partsOf(other)];
  for (const place of [0, 1, 2]) {
    const difference = (left.numbers[place] ?? 0) - (right.numbers[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  if (!left.preview || !right.preview) return !left.preview && right.preview !== '';
  return left.preview.localeCompare(right.preview, 'en', { numeric: true }) > 0;
}
