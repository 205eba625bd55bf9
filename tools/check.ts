import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';
import { temporaryFiles } from '../test/support/temporary-files';
import { LINES, outcomeOf, report, type Failure } from './check-results';

// `npm test`: every check of the project, then the tests, on PostgreSQL 18 and 15. `npm test -- test/rules` runs the
// tests of that path alone. The last line is "N passed, N failed": tests, and one for each other check.

interface Step {
  readonly name: string;
  readonly command: string[];
}

const node = (file: string, ...args: string[]) => [process.execPath, `dist/${file}`, ...args];

/** None of them needs another: as many at once as the machine has cores for. The longest come first. */
const CHECKS: Step[] = [
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'examples', command: node('examples/run.js', '--check') },
  { name: 'docs site', command: ['npm', 'run', '--silent', 'docs:build'] },
  { name: 'format', command: ['npx', 'prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'a sale on Node 24', command: node('tools/node-24.js') },
  { name: 'generated files', command: node('src/generate/main.js', '--check') },
  { name: 'bill of materials', command: node('tools/bill-of-materials.js') },
  { name: 'links of the docs', command: node('tools/doc-links.js') },
  { name: 'schema', command: node('tools/schema-check.js') },
  { name: 'sizes of files', command: node('tools/file-sizes.js') },
  { name: 'size of the console', command: [process.execPath, 'console/sizes.mjs'] },
];
const AT_ONCE = Math.min(os.availableParallelism(), 4);

/** Each reports its own numbers of tests. */
const JEST = ['npx', 'jest', '--config', 'jest.whole.cjs'];
const POSTGRES_15 = node('tools/postgres-15.js');

const total = { passed: 0, failed: 0 };
const failures: Failure[] = [];

async function main(): Promise<void> {
  const only = process.argv.slice(2);
  const began = Date.now();
  if (only.length > 0) {
    await runTests('the tests', ['npx', 'jest', ...only]);
  } else {
    const waiting = [...CHECKS];
    const inTurn = async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) await check(step);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
    await runTests('the tests', JEST);
    await runTests('the tests on PostgreSQL 15', POSTGRES_15);
  }
  for (const line of report(failures)) console.log(line);
  console.log(`in ${seconds(began)}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}

/** Runs a check and shows what it printed where it failed. */
async function check({ name, command }: Step): Promise<void> {
  const began = Date.now();
  const { code, output } = await run(command, 'pipe', { TMPDIR: temporaryFiles() });
  const lines = output.trimEnd().split('\n');
  if (code === 0) {
    total.passed++;
  } else {
    total.failed++;
    failures.push({ name, message: lines.slice(-LINES).join('\n') });
  }
  const shown = code === 0 ? lines.slice(-1) : ['', ...lines];
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds(began)}) ${shown.join('\n')}`);
}

/** Runs jest, or a script that ends in it, and adds its tests up. */
async function runTests(name: string, command: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-check-'));
  const file = path.join(folder, 'results.json');
  const began = Date.now();
  const { code } = await run([...command, '--json', `--outputFile=${file}`], 'inherit');
  const { passed, failed, failures: found } = outcomeOf(file, code);
  rmSync(folder, { recursive: true, force: true });
  total.passed += passed;
  total.failed += failed;
  failures.push(...found.map((each) => ({ ...each, name: `${name}: ${each.name}` })));
  console.log(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds(began)}) ${passed} passed, ${failed} failed`,
  );
}

function run(command: string[], stdio: 'pipe' | 'inherit', env: NodeJS.ProcessEnv = {}) {
  const child = spawn(command[0]!, command.slice(1), {
    cwd: packageRoot,
    stdio: ['ignore', stdio, stdio],
    env: { ...process.env, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function seconds(began: number): string {
  return `${Math.round((Date.now() - began) / 1000)} s`;
}

void main();
