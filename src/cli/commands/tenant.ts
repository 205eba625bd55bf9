import type { Command } from 'commander';
import type { Config } from '../../config';
import { toRefusal } from '../../database/error-mapping';
import { CommandError } from '../command-error';
import { createTenant, withDatabase } from '../database';

/** `bincard tenant create CODE`: creates a tenant and prints its id. */
export function define(command: Command, config: Config): void {
  command
    .command('create')
    .description('create a tenant and print its id')
    .argument('<code>', 'letters, digits and dashes; stored in lower case')
    .option('--name <name>', 'display name; the code unless given')
    .option('--time-zone <zone>', 'IANA time zone of its business days', 'UTC')
    .action(async (code: string, options: { name?: string; timeZone: string }) => {
      const create = (url: string) =>
        createTenant(url, code, options.name ?? code, options.timeZone);
      try {
        console.log(await withDatabase(config, create));
      } catch (error) {
        throw refused(error as { code?: string; message: string });
      }
    });
}

function refused(error: { code?: string; message: string }): unknown {
  const refusal = toRefusal(error);
  if (refusal?.broken) {
    return new CommandError(`${refusal.message} (${refusal.broken.rule})`);
  }
  if (error.code === '22023') return new CommandError(error.message); // an unknown time zone
  return error;
}
