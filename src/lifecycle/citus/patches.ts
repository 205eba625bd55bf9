import { createHash } from 'node:crypto';
import path from 'node:path';
import { listSql, readSql } from '../../database/sql-files';

/** A part of a function that Citus cannot run, and what stands in for it. */
export interface Patch {
  /** The part, or how it begins where `lines` is given. */
  readonly replace: string;
  readonly by: string;
  /** How many lines the part has, and their MD5: a long part is not written down a second time. */
  readonly lines?: number;
  readonly md5?: string;
}

const FOLDER = 'db/citus/patches';
const PART =
  /^-- replace(?: (\d+) lines of MD5 ([0-9a-f]{32}), which begin with)?\n([^]*?)\n-- by\n([^]*?)(?=\n-- replace\b|\n*$(?![^]))/gm;

/** The patches of each function by its name: a file of db/citus/patches is named as its function. */
export function readPatches(): Map<string, Patch[]> {
  return new Map(
    listSql(FOLDER).map((file) => [
      path.basename(file, '.sql'),
      [...readSql(file).matchAll(PART)].map(([, lines, md5, replace, by]) => ({
        ...{ replace: replace!, by: by! },
        ...(lines && md5 ? { lines: Number(lines), md5 } : {}),
      })),
    ]),
  );
}

/** A function's body with its patches; throws where the body no longer has what one of them replaces. */
export function patched(name: string, body: string, patches: readonly Patch[] = []): string {
  return patches.reduce((text, patch) => {
    const replace = whole(name, text, patch);
    if (text.split(replace).length !== 2) {
      throw new Error(
        `${FOLDER}/${name}.sql replaces a text that the function does not have once:\n${replace}`,
      );
    }
    return text.replace(replace, () => patch.by);
  }, body);
}

/** The part that a patch replaces, as the body has it. */
function whole(name: string, body: string, { replace, lines, md5 }: Patch): string {
  if (lines === undefined) return replace;
  const at = body.indexOf(replace);
  const found = at < 0 ? '' : body.slice(at).split('\n').slice(0, lines).join('\n');
  const sum = createHash('md5').update(found).digest('hex');
  if (sum !== md5) {
    throw new Error(
      `${FOLDER}/${name}.sql replaces ${lines} lines of MD5 ${md5}, and in the function they have ${sum}: change the patch as they were changed, then this sum`,
    );
  }
  return found;
}
