#!/usr/bin/env node
import { Command } from 'commander';
import { ConfigError, loadConfig } from '../config';
import { DatabaseUnusable } from '../lifecycle/wait';
import { CommandError } from './command-error';
import { COMMANDS } from './commands';

/** Exit codes: 0 done and nothing is wrong, 1 done and something is wrong with the data or rules, 2 not done. */
async function main(args: string[]): Promise<void> {
  const config = loadConfig();
  const program = new Command('bincard')
    .exitOverride() // before the commands, which inherit it
    .description('An inventory ledger in PostgreSQL, with a GraphQL API')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, and nothing is wrong; 1 done, and something is wrong; 2 could not be done.' +
        '\nThe database is DATABASE_URL, or the embedded one in BINCARD_DATA_DIR (.data).',
    );
  const called = args[0] === 'help' ? args[1] : args[0];
  for (const { name, description, load } of COMMANDS) {
    const command = program.command(name).description(description);
    if (name === called) (await load()).define(command, config);
  }
  await program.parseAsync(args, { from: 'user' });
}

/** PostgreSQL's hints may advise to switch a guard off. */
function withoutHint(error: unknown): unknown {
  if (error instanceof Error && 'hint' in error) delete error.hint;
  return error;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith('commander.')) process.exit(exitCode === 0 ? 0 : 2);
  const known = [CommandError, ConfigError, DatabaseUnusable].some((kind) => error instanceof kind);
  console.error(known ? `bincard: ${(error as Error).message}` : withoutHint(error));
  process.exit(2);
});
