import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error';

/** Asks on a terminal; elsewhere nobody can answer, and `--yes` must have been said. */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  needTerminal();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('Nothing was changed');
  } finally {
    terminal.close();
  }
}

/** Refuses at once what `confirm` would refuse only after the work before it. */
export function needTerminal(): void {
  if (!process.stdin.isTTY) {
    throw new CommandError(
      'This changes data and there is no terminal to confirm it on: add --yes',
    );
  }
}
