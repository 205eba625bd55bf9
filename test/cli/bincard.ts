import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../src/database/sql-files';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built CLI and waits for its end. Without DATABASE_URL it uses the embedded database of its data folder. */
export function bincard(args: string[], env: Record<string, string>): Promise<Outcome> {
  const main = path.join(packageRoot, 'dist/src/cli/main.js');
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
