#!/usr/bin/env node
import { Command } from 'commander';
import { loadConfig } from '../config';
import { VERSION } from '../lifecycle/version';
import { GROUPS } from './command-entry';
import { COMMANDS } from './commands';
import { sentenceOf, watchOutput } from './failure';
import { tenantByDefault } from './tenant-command';
import { helpAfter } from './terminal/help';

const HELP = `compare lists the figures that differ from the ledger, fix repairs them at once, and reconcile saves what differs as a run, to be reviewed and then applied.
doctor checks that the rules are enforced; verify that nobody changed the ledger, closed days or audit log; causes who changed figures past the ledger; continuity that each day opens as the day before closed. prove tries to break every rule in a scratch database.

\`bincard COMMAND --help\` says more of a command.
Exit codes: 0 done, and nothing is wrong; 1 done, and something is wrong; 2 could not be done.
The database is DATABASE_URL, or the embedded one in BINCARD_DATA_DIR (.data); the tenant is --tenant, or BINCARD_TENANT (demo).`;

/** Exit codes: 0 done and nothing is wrong, 1 done and something is wrong with the data or rules, 2 not done. */
let showsStacks = false;

async function main(args: string[]): Promise<void> {
  watchOutput([process.stdout, process.stderr]);
  const config = loadConfig();
  showsStacks = ['debug', 'trace'].includes(config.logLevel);
  const program = new Command('bincard')
    .exitOverride() // before the commands, which inherit it and the next two
    .showHelpAfterError('bincard --help lists the commands, bincard COMMAND --help what one takes.')
    .enablePositionalOptions() // what follows a subcommand is the subcommand's, as in `token create x --role clerk`
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'bincard: ')),
    })
    .description('An inventory ledger in PostgreSQL, with a GraphQL API')
    // commander's own `help` would be listed apart from the groups.
    .configureHelp({ visibleCommands: ({ commands }) => [...commands] })
    .version(VERSION);
  helpAfter(program, HELP);
  const called = args[0] === 'help' ? args[1] : args[0];
  for (const group of Object.keys(GROUPS)) {
    for (const entry of COMMANDS.filter((one) => one.group === group)) {
      const command = program.command(entry.name).description(entry.description);
      command.helpGroup(GROUPS[entry.group]);
      if (entry.name !== called) continue;
      (await entry.load()).define(command, config);
      tenantByDefault(command, config.tenant);
    }
  }
  await program.parseAsync(args, { from: 'user' });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith('commander.')) process.exit(exitCode === 0 ? 0 : 2);
  console.error(`bincard: ${sentenceOf(error)}`);
  if (showsStacks && error instanceof Error) console.error(error.stack);
  process.exit(2);
});
