import path from 'node:path';
import { listSql, readSql } from '../../database/sql-files';

/** A part of a function that Citus cannot run, and what stands in for it. */
export interface Patch {
  readonly replace: string;
  readonly by: string;
}

const FOLDER = 'db/citus/patches';
const PART = /^-- replace\n([^]*?)\n-- by\n([^]*?)(?=\n-- replace\n|\n*$(?![^]))/gm;

/** The patches of each function by its name: a file of db/citus/patches is named as its function. */
export function readPatches(): Map<string, Patch[]> {
  return new Map(
    listSql(FOLDER).map((file) => [
      path.basename(file, '.sql'),
      [...readSql(file).matchAll(PART)].map(([, replace, by]) => ({ replace: replace!, by: by! })),
    ]),
  );
}

/** A function's body with its patches; throws where the body no longer has what one of them replaces. */
export function patched(name: string, body: string, patches: readonly Patch[] = []): string {
  return patches.reduce((text, { replace, by }) => {
    if (text.split(replace).length !== 2) {
      throw new Error(
        `${FOLDER}/${name}.sql replaces a text that the function does not have once:\n${replace}`,
      );
    }
    return text.replace(replace, () => by);
  }, body);
}
