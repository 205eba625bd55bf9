import { Option, type Command } from 'commander';
import { ROLES, type Role } from '../../auth/token';
import type { Config } from '../../config';
import { withDatabase } from '../database';
import { span } from '../options';
import { tokenFor } from '../tokens';

interface Options {
  readonly role: Role;
  readonly tenant: string;
  readonly actor: string;
  readonly expiresIn: string;
}

/** `bincard token`: prints a signed token and nothing else. */
export function define(command: Command, config: Config): void {
  command
    .addOption(new Option('--role <role>', 'the role').choices(ROLES).default('admin'))
    .option('--tenant <code>', 'the tenant', 'demo')
    .option('--actor <name>', 'the actor that movements record', 'admin')
    .option('--expires-in <time>', 'how long it is valid: 45m, 8h, 30d ...', span, '30d')
    .action(async (options: Options) => {
      console.log(await withDatabase(config, (url) => tokenFor(config, url, options)));
    });
}
