import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';

const main = path.join(packageRoot, 'dist', 'src', 'cli', 'main.js');

/** Runs each line `bincard ...` of a file and returns what a person would see: the line, the output, the exit code. */
export async function runCommands(text: string, env: NodeJS.ProcessEnv): Promise<string> {
  const outputs: string[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('bincard ')) continue; // a comment, or blank
    const { output, code } = await run(line.slice('bincard '.length).split(' '), env);
    outputs.push(`$ ${line}\n${tabulated(output)}${code === 0 ? '' : `(exit code ${code})\n`}`);
  }
  return outputs.join('\n').trimEnd();
}

function run(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ output: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => (output += piece));
    }
    child.on('error', reject).on('close', (code) => resolve({ output, code }));
  });
}

/** A pipe gets tabs; a page reads better with columns. Empty columns are left out, as in a terminal's table. */
export function tabulated(output: string): string {
  return output.replace(/(?:^.*\t.*\n)+/gm, (block) => {
    const rows = block
      .trimEnd()
      .split('\n')
      .map((row) => row.split('\t'));
    const used = rows[0]!.map((_, at) => rows.slice(1).some((row) => (row[at] ?? '') !== ''));
    const shown = rows.map((row) => row.filter((_, at) => used[at]));
    const widths = shown[0]!.map((_, at) =>
      Math.max(...shown.map((row) => (row[at] ?? '').length)),
    );
    const line = (row: string[]) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd();
    return `${shown.map(line).join('\n')}\n`;
  });
}
