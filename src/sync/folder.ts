import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SyncError } from './errors';

/**
 * The real path of a source's file: `<folder>/<tenant's code>/<file>`. Each tenant has a folder of its own, so that
 * none can name another's file; a path or link that leads out of it is refused.
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
  // After the links are followed, and this is the path that is opened.
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
  return new SyncError('SYNC_PATH_OUTSIDE', `${file} leads out of the tenant's sync folder`, {
    path: file,
  });
}
