import type { Command } from 'commander';
import { helpAfter } from './terminal/help';

/** The options of every command that works on one tenant. */
export interface TenantOptions {
  readonly tenant: string;
  readonly json?: boolean;
}

/** The options of a subcommand; those given to its parent alone count too, as in `sync --tenant shop log`. */
export function inheritedOptions<Options extends TenantOptions>(command: Command): Options {
  const options = command.opts<Options>();
  const isGiven = (to: Command | null) => (name: string) =>
    to?.getOptionValueSource(name) === 'cli';
  const inherited = (['tenant', 'json'] as const).filter(
    (name) => !isGiven(command)(name) && isGiven(command.parent)(name),
  );
  const parent = command.parent?.opts<TenantOptions>();
  return { ...options, ...Object.fromEntries(inherited.map((name) => [name, parent?.[name]])) };
}

/** Makes a tenant that of a command and of its subcommands where no --tenant is given. */
export function tenantByDefault(command: Command, code: string): void {
  const option = command.options.find(
    ({ long, defaultValue }) => long === '--tenant' && defaultValue,
  );
  if (option) {
    option.default(code);
    command.setOptionValueWithSource('tenant', code, 'default');
  }
  for (const subcommand of command.commands) tenantByDefault(subcommand, code);
}

/** Adds --tenant and --json to a command, and what its exit codes mean to its help. */
export function tenantOptions(command: Command, exits: { clean: string; found?: string }): Command {
  const found = exits.found ? ` 1 ${exits.found};` : '';
  command.option('--tenant <code>', 'the tenant', 'demo').option('--json', 'print JSON');
  return helpAfter(command, `Exit codes: 0 ${exits.clean};${found} 2 could not be done.`);
}
