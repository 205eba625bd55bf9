import type { Command } from 'commander';

/** What every command on a tenant takes. */
export interface TenantOptions {
  readonly tenant: string;
  readonly json?: boolean;
}

/** What a command was told, or else what the command that it belongs to was: `sync --tenant shop log`. */
export function toldTo<Options extends TenantOptions>(command: Command): Options {
  const options = command.opts<Options>();
  const said = (of: Command | null) => (name: string) => of?.getOptionValueSource(name) === 'cli';
  const inherited = (['tenant', 'json'] as const).filter(
    (name) => !said(command)(name) && said(command.parent)(name),
  );
  const above = command.parent?.opts<TenantOptions>();
  return { ...options, ...Object.fromEntries(inherited.map((name) => [name, above?.[name]])) };
}

/** A command on one tenant, which says in its help what its exit codes mean. */
export function tenantCommand(
  parent: Command,
  name: string,
  description: string,
  exits: { clean: string; found?: string },
): Command {
  const found = exits.found ? ` 1 ${exits.found};` : '';
  return parent
    .command(name)
    .description(description)
    .option('--tenant <code>', 'of this tenant', 'demo')
    .option('--json', 'as JSON')
    .addHelpText('after', `\nExit codes: 0 ${exits.clean};${found} 2 could not be done.`);
}
