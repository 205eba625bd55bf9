import type { Command } from 'commander';
import type { Config } from '../../config';
import { toRefusal } from '../../database/error-mapping';
import { takenMessage } from '../../database/rule-messages';
import { CommandError } from '../command-error';
import { createTenant, withDatabase } from '../database';

/** `bincard tenant create CODE`: creates a tenant and prints its id. */
export function define(command: Command, config: Config): void {
  command
    .command('create')
    .description('create a tenant and print its id')
    .argument('<code>', 'lower-case letters, digits and dashes')
    .option('--name <name>', 'display name; the code unless given')
    .option('--time-zone <zone>', 'IANA time zone of its business days', 'UTC')
    .action(async (code: string, options: { name?: string; timeZone: string }) => {
      const create = (url: string) =>
        createTenant(url, code, options.name ?? code, options.timeZone);
      try {
        console.log(await withDatabase(config, create));
      } catch (error) {
        throw refused(error as { code?: string; message: string }, code);
      }
    });
}

function refused(error: { code?: string; message: string }, tenant: string): unknown {
  const refusal = toRefusal(error);
  if (refusal?.broken) {
    const taken = takenMessage(refusal.broken.guard, tenant);
    return new CommandError(`${taken ?? refusal.message} (${refusal.broken.rule})`);
  }
  if (error.code === '22023') return new CommandError(error.message); // an unknown time zone
  return error;
}
