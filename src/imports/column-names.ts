import { distance } from 'fastest-levenshtein';
import { ImportError, shown } from './errors';
import type { Field, ImportKind } from './kinds/kind';

/** What two names of a column are compared by. */
export function keyOf(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:]/gu, '');
}

/** A misspelt column, passed over, would bring the rows in without what it says: a place, an expiry date. */
export function checkMisspelt(
  kind: ImportKind,
  open: readonly string[],
  mapped: readonly { field: Field }[],
): void {
  const names = kind.fields
    .filter(({ name }) => !mapped.some(({ field }) => field.name === name))
    .flatMap(({ name, columns }) => [keyOf(name), ...columns.flat()].map((one) => [one, name]));
  for (const column of open) {
    const found = names.find(
      ([one]) => one!.length >= LEAST_COMPARED && distance(one!, keyOf(column)) <= 2,
    );
    if (!found) continue;
    throw new ImportError(
      'COLUMN_AMBIGUOUS',
      `"${shown(column)}" may be ${found[1]}: say so (--map COLUMN=${found[1]}), or leave it out (--map COLUMN=)`,
      { columns: [shown(column)], importField: found[1] },
    );
  }
}

/** Shorter names differ from others by two letters. */
const LEAST_COMPARED = 6;
