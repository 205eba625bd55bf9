import { Command } from 'commander';
import { COMMANDS } from '../cli/commands';
import { loadConfig } from '../config';

/** The part of docs/cli.md that lists every command: a table, and each command's own `--help`. */
export async function printCommands(): Promise<string> {
  const program = new Command('bincard');
  for (const { name, description, load } of COMMANDS) {
    (await load()).define(program.command(name).description(description), loadConfig({}, false));
  }
  const commands = program.commands.flatMap((command) => leavesOf(command));
  return [
    '| command | what it does |',
    '| --- | --- |',
    ...commands.map(
      (command) => `| [\`${pathOf(command)}\`](#${anchorOf(command)}) | ${command.description()} |`,
    ),
    ...commands.flatMap((command) => ['', `## ${pathOf(command)}`, '', helpOf(command)]),
  ].join('\n');
}

/** The commands that do something: not those that only hold others. */
function leavesOf(command: Command): Command[] {
  const own = command.usage().includes('[command]') && !isRunnable(command) ? [] : [command];
  return [...own, ...command.commands.flatMap((child) => leavesOf(child))];
}

/** What has subcommands may do something of its own, as `token` does: commander keeps that to itself. */
const isRunnable = (command: Command): boolean =>
  command.commands.length === 0 ||
  (command as unknown as { _actionHandler: unknown })._actionHandler !== null;

function pathOf(command: Command): string {
  const parent = command.parent;
  return parent?.parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}

const anchorOf = (command: Command): string => pathOf(command).replaceAll(' ', '-');

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).configureHelp({ helpWidth: 100 });
  command.outputHelp();
  return `\`\`\`text\n${help.trimEnd()}\n\`\`\``;
}
