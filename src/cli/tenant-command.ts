import type { Command } from 'commander';

/** What every command on a tenant takes. */
export interface TenantOptions {
  readonly tenant: string;
  readonly json?: boolean;
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
