import { accessSync, constants, statfsSync } from 'node:fs';
import os from 'node:os';

const IN_MEMORY = '/dev/shm';
const TMPFS = 0x01021994;
const ENOUGH = 4 * 1024 ** 3; // bytes

/**
 * Where tests put databases and other files that go when they end: in memory where there is room, because a copy of
 * the template database costs ten times as much on a disk, all of it in the kernel. TMPDIR overrides it.
 */
export function temporaryFiles(): string {
  if (process.env['TMPDIR']) return os.tmpdir();
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { type, bavail, bsize } = statfsSync(IN_MEMORY);
    if (type === TMPFS && bavail * bsize >= ENOUGH) return IN_MEMORY;
  } catch {
    // Only Linux has it.
  }
  return os.tmpdir();
}
