import { spawn } from 'node:child_process';
import path from 'node:path';

/** What the other program did to a key, in its order. */
export type Edit = readonly [action: string, key: string];

/** Lets the file's own program edit some keys of it, in a process of its own, and returns what it did. */
export function letNeighbourEdit(
  file: string,
  options: { keys: string[]; actions: number; seed: number },
): Promise<Edit[]> {
  const script = path.join(__dirname, 'neighbour-program.cjs');
  const child = spawn(
    process.execPath,
    [script, file, String(options.seed), String(options.actions)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  child.stdin.write(`${JSON.stringify(options.keys)}\n`); // it stays open: its end would stop it
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(stdout) as Edit[]);
      else reject(new Error(`the neighbour ended with ${code}:\n${stderr}`));
    });
  });
}
