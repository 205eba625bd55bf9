import { spawn } from 'node:child_process';
import { packageRoot } from '../../src/database/sql-files';

// The process of another program. It locks the file, and unlocks it when it reads a line.
const LOCK = `
  const { DatabaseSync } = require('@photostructure/sqlite');
  const connection = new DatabaseSync(process.argv[1], { timeout: 5000 });
  connection.exec(process.argv[2]);
  console.log('locked');
  process.stdin.once('data', () => {
    connection.exec('commit');
    process.exit();
  });`;

/** Locks a file from another process, as a program does in a long write; returns a function that unlocks it. */
export async function lockFile(
  file: string,
  begin = 'begin exclusive',
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['-e', LOCK, file, begin], {
    ...{ cwd: packageRoot, stdio: ['pipe', 'pipe', 'inherit'] },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('close', () => reject(new Error('The process could not lock the file')));
  });
  return () => {
    child.stdin.write('unlock\n');
    return ended;
  };
}
