import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error';

/** Asks on a terminal; elsewhere nobody can answer, and `--yes` must have been said. */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  needTerminal();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and Ctrl-D close it without an answer, for which question() would wait for ever.
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
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
