import type { Command } from 'commander';

const WITHOUT_TERMINAL = 80;

/** Adds text to the end of a command's help, wrapped as the rest of it is. */
export function helpAfter(command: Command, text: string): Command {
  return command.addHelpText('after', () => {
    const help = command.createHelp();
    return `\n${help.boxWrap(text, help.helpWidth ?? process.stdout.columns ?? WITHOUT_TERMINAL)}`;
  });
}
