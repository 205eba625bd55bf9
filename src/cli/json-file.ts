import {
  accessSync,
  closeSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { CommandError } from './command-error';
import { REFUSED, writeFailure } from './failure';

/** The text of a file; a CommandError when it cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unusable(file, error);
  }
}

export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** Throws where there is no such file, before any work is done. */
export function needFile(file: string): void {
  try {
    accessSync(file);
  } catch (error) {
    throw unusable(file, error);
  }
}

/** The bytes of a file, or the first `most` of them; a CommandError when it cannot be read. */
export function readBytes(file: string, most: number): Uint8Array {
  const bytes = Buffer.alloc(most);
  try {
    const descriptor = openSync(file, 'r');
    try {
      let length = 0;
      for (let read = -1; read !== 0 && length < most; length += read) {
        read = readSync(descriptor, bytes, length, most - length, null);
      }
      return bytes.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw unusable(file, error);
  }
}

export function writeJson(file: string, value: unknown): void {
  writeText(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes a file completely or not at all. */
export function writeText(file: string, text: string): void {
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw writeFailure(file, error);
  }
}

function unusable(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new CommandError(`There is no file or folder ${file}`);
  return code ? new CommandError(`${file} cannot be read (${REFUSED[code] ?? code})`) : error;
}
