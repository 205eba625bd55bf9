import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error';

/** Asks for confirmation on a terminal; without one, `--yes` is needed. */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  needTerminal();
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and Ctrl-D close it without an answer, and question() would never return.
    const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    const answer = await Promise.race([terminal.question(`${question} [y/N] `), closed]);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError('Nothing was changed');
  } finally {
    terminal.close();
  }
}

/** Throws what `confirm` would throw, before any work is done. */
export function needTerminal(): void {
  if (!process.stdin.isTTY) {
    throw new CommandError(
      'This changes data and there is no terminal to confirm it on: add --yes',
    );
  }
}
