import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from './errors';

/**
 * The real path of a source's file, `<folder>/<tenant code>/<file>`. Each tenant has its own folder; a path or link that
 * leaves it is refused.
 */
export async function findSourceFile(
  folder: string,
  tenantCode: string,
  file: string,
): Promise<string> {
  const own = await resolved(path.join(folder, tenantCode), file);
  const wanted = path.resolve(own, file);
  if (!isWithin(own, wanted) || file.includes('\0')) throw outside(file);
  const real = await resolved(wanted, file);
  // Checked after links are resolved; this is the path that is opened.
  if (!isWithin(own, real)) throw outside(file);
  if (!(await stat(real)).isFile()) throw missing(file);
  return real;
}

function isWithin(folder: string, file: string): boolean {
  return file.startsWith(folder + path.sep);
}

async function resolved(place: string, file: string): Promise<string> {
  try {
    return await realpath(place);
  } catch {
    throw missing(file);
  }
}

function missing(file: string): SyncError {
  return new SyncError(
    'SYNC_FILE_MISSING',
    `There is no file ${file} in the tenant's sync folder`,
    {
      path: file,
    },
  );
}

function outside(file: string): SyncError {
  return new SyncError('SYNC_PATH_OUTSIDE', `${file} is outside the tenant's sync folder`, {
    path: file,
  });
}
