import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A secret that a setting gives, or one that was generated and is kept in a file of the data folder. */
export function keptSecret(given: string | undefined, dataDir: string, name: string): Uint8Array {
  if (given !== undefined) return new TextEncoder().encode(given);
  const file = path.join(dataDir, name);
  mkdirSync(dataDir, { recursive: true });
  try {
    // wx: if two processes start at once, one of them writes and both read the same secret.
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return new TextEncoder().encode(readFileSync(file, 'utf8').trim());
}
