import { spawn } from 'node:child_process';
import path from 'node:path';

/** An edit by the file's own program. */
export type Edit = readonly [action: string, key: string];

/** Starts the program that owns the file, in a separate process, edits some keys, and returns the edits in order. */
export function editByOwner(
  file: string,
  options: { keys: string[]; actions: number; seed: number },
): Promise<Edit[]> {
  const script = path.join(__dirname, 'owner-program.cjs');
  const child = spawn(
    process.execPath,
    [script, file, String(options.seed), String(options.actions)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  child.stdin.write(`${JSON.stringify(options.keys)}\n`); // not closed, because the program stops at the end of its input
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(stdout) as Edit[]);
      else reject(new Error(`the owner program ended with ${code}:\n${stderr}`));
    });
  });
}
