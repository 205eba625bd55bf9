import { spawn } from 'node:child_process';
import { packageRoot } from '../../src/database/sql-files';

// Another program's process: it takes the file for itself, and lets go when it is told to.
const HOLD = `
  const Database = require('libsql');
  const connection = new Database(process.argv[1], { timeout: 5000 });
  connection.exec(process.argv[2]);
  console.log('held');
  process.stdin.once('data', () => {
    connection.exec('commit');
    process.exit();
  });`;

/** Has another process lock a file, as a program does that writes to it for long; returns what ends it. */
export async function holdFile(
  file: string,
  begin = 'begin exclusive',
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ['-e', HOLD, file, begin], {
    ...{ cwd: packageRoot, stdio: ['pipe', 'pipe', 'inherit'] },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('close', () => reject(new Error('it could not lock the file')));
  });
  return () => {
    child.stdin.write('enough\n');
    return ended;
  };
}
