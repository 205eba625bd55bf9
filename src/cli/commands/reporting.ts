import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { Client } from 'pg';
import type { Config } from '../../config';
import { reachedUrl } from '../../database/advisory-lock';
import { CommandError } from '../command-error';
import { withDatabase } from '../database';

/** `bincard reporting create-backup-login NAME`: a login for bincard backup, which reads everything and writes nothing. */
export function define(command: Command, config: Config): void {
  command
    .command('create-backup-login')
    .description('make a login for bincard backup, and print its URL with a new password')
    .argument('<name>', 'the name of the login')
    .action(async (name: string) => {
      console.log(await withDatabase(config, async (url) => create(await reachedUrl(url), name)));
    });
}

const TAKEN = '42710';
const NO_PRIVILEGE = '42501';

/** It reads the rows of every tenant, by the policies that bincard_backup has: it needs no BYPASSRLS. */
async function create(url: string, name: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const password = randomBytes(24).toString('hex');
  try {
    const login = client.escapeIdentifier(name);
    await client.query(
      `create role ${login} login password '${password}' connection limit 5 in role bincard_backup`,
    );
  } catch (error) {
    throw refused(name, error);
  } finally {
    await client.end();
  }
  const made = new URL(url);
  made.username = encodeURIComponent(name);
  made.password = password;
  return made.toString();
}

function refused(name: string, error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (code === TAKEN) return new CommandError(`There is a role ${name} already`);
  if (code !== NO_PRIVILEGE) return error;
  return new CommandError(
    `${message}: it takes a superuser, or the login that first migrated this server and has CREATEROLE`,
  );
}
