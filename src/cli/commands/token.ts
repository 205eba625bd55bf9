import { Option, type Command } from 'commander';
import { ROLES, type Role } from '../../auth/token';
import type { Config } from '../../config';
import { withDatabase } from '../database';
import { tokenFor } from '../tokens';

/** `bincard token`: prints a signed token and nothing else. */
export function define(command: Command, config: Config): void {
  command
    .addOption(new Option('--role <role>', 'the role').choices(ROLES).default('admin'))
    .option('--tenant <code>', 'the tenant', 'demo')
    .option('--actor <name>', 'the actor that movements record', 'admin')
    .action(async (options: { role: Role; tenant: string; actor: string }) => {
      console.log(await withDatabase(config, (url) => tokenFor(config, url, options)));
    });
}
