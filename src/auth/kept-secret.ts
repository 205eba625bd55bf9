import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config';
import { makeFolder } from '../config/data-folder';

/** A secret that a setting gives, or one that was generated and is kept in a file of the data folder. */
export function keptSecret(
  { setting, given }: { setting: string; given: string | undefined },
  dataDir: string,
  name: string,
): Uint8Array {
  if (given !== undefined) return new TextEncoder().encode(given);
  try {
    return new TextEncoder().encode(readOrMake(dataDir, name));
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `${setting} is not set, and none can be kept in the data folder ${dataDir} (${code || message}): set ${setting}, or BINCARD_DATA_DIR to a folder that this user may write`,
      { cause: error },
    );
  }
}

function readOrMake(dataDir: string, name: string): string {
  const file = path.join(dataDir, name);
  makeFolder(dataDir);
  try {
    // wx: if two processes start at once, one of them writes and both read the same secret.
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
