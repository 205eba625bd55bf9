import { spawn } from 'node:child_process';
import { packageRoot } from '../../src/database/sql-files';

// Another program's process: it locks the file, and unlocks it on demand.
const HOLD = `
  const { DatabaseSync } = require('@photostructure/sqlite');
  const connection = new DatabaseSync(process.argv[1], { timeout: 5000 });
  connection.exec(process.argv[2]);
  console.log('held');
  process.stdin.once('data', () => {
    connection.exec('commit');
    process.exit();
  });`;

/** Locks a file from another process, as a program with a long write does; returns a function that unlocks it. */
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
