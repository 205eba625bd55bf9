import { Option, type Command } from 'commander';
import { ROLES, type Role } from '../../auth/token';
import type { Config } from '../../config';
import { tokenFor, withDatabase } from '../database';

/** `bincard token`: prints a signed token and nothing else. */
export function addToken(program: Command, config: Config): void {
  program
    .command('token')
    .description('print a signed token')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('admin'))
    .option('--tenant <code>', 'whose data', 'demo')
    .option('--actor <name>', 'the name that movements carry', 'admin')
    .action(async (options: { role: Role; tenant: string; actor: string }) => {
      console.log(await withDatabase(config, (url) => tokenFor(config, url, options)));
    });
}
