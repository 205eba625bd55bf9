import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../src/database/sql-files';
import { tabulated } from './commands';
import { Placeholders } from './placeholders';

/** A block of commands that a block of output follows; neither holds a fence. */
const STEP = /(^```sh\n((?:(?!```).*\n)+)```\n\n)```(json|text)\n(?:(?!```).*\n)*```$/gm;

/** What `npx bincard` and `npm run -s send --` run, without npm, which takes a second for each. */
const WITHOUT_NPM = `
npx() { shift; node ${packageRoot}/dist/src/cli/main.js "$@"; }
npm() { shift 4; node ${packageRoot}/dist/examples/send.js "$@"; }
`;

/**
 * Runs docs/tutorial.md as a reader would: each `sh` block that a block of output follows, in a shell in this run's
 * data folder. Returns the page with the real output.
 */
export async function runTutorial(env: NodeJS.ProcessEnv): Promise<string> {
  const page = readFileSync(path.join(packageRoot, 'docs/tutorial.md'), 'utf8');
  const placeholders = new Placeholders();
  const parts: string[] = [];
  let from = 0;
  for (const step of page.matchAll(STEP)) {
    const [whole, command, script, language] = step;
    const output = await runShell(script!, env);
    const shown = placeholders.put(tabulated(output));
    parts.push(
      page.slice(from, step.index),
      `${command}\`\`\`${language}\n${shown.trimEnd()}\n\`\`\``,
    );
    from = step.index + whole.length;
  }
  return [...parts, page.slice(from)].join('');
}

function runShell(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', WITHOUT_NPM + script], {
      cwd: env['BINCARD_DATA_DIR'],
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => (output += piece));
    }
    child.on('error', reject).on('close', () => resolve(output));
  });
}
