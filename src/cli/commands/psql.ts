import { spawn } from 'node:child_process';
import { Option, type Command } from 'commander';
import type { Config } from '../../config';
import { CommandError } from '../command-error';
import { findTenant, withDatabase } from '../database';
import { actor } from '../tenant-session';
import { splitPassword } from '../postgres-client';
import { helpAfter } from '../terminal/help';

interface Options {
  readonly tenant: string;
  readonly as: 'app' | 'owner' | 'login';
}

const HELP = `As app (the default) the session has the rights of the server, sees one tenant and meets every rule, with the role admin. As owner it has those of the owner of the tables, of one tenant too. As login it is the login of the URL itself, which no row is hidden from if it is a superuser. What follows -- is given to psql: bincard psql -- -c "select sku, name from products".

Exit codes: those of psql; 2 where it could not be run.`;

/** `bincard psql`: psql on DATABASE_URL or the embedded server, which is started for it where it does not run. */
export function define(command: Command, config: Config): void {
  helpAfter(command, HELP)
    .argument('[arguments...]', 'what psql is given, after --')
    .option('--tenant <code>', 'the tenant', 'demo')
    .addOption(
      new Option('--as <who>', 'whose rights the session has')
        .choices(['app', 'owner', 'login'])
        .default('app'),
    )
    .action(async (given: string[], options: Options) => {
      const code = await withDatabase(config, (url) => open(url, given, options), true);
      process.exitCode = code;
    });
}

async function open(url: string, given: string[], { tenant, as }: Options): Promise<number> {
  const settings = as === 'login' ? {} : identityOf(await findTenant(url, tenant), `bincard_${as}`);
  const shown = as === 'login' ? 'the login of the URL' : `bincard_${as}, tenant ${tenant}`;
  if (process.stdin.isTTY) console.error(`bincard: psql as ${shown}`);
  const { target, password } = splitPassword(url);
  const child = spawn('psql', [`--dbname=${target}`, ...given], {
    // Other users see the arguments of a process, but not its environment.
    env: {
      ...process.env,
      ...(password ? { PGPASSWORD: password } : {}),
      PGOPTIONS: Object.entries({ search_path: 'inventory', ...settings })
        .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`)
        .join(' '),
    },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? missing() : error),
    );
    child.once('close', (code) => resolve(code ?? 2));
  });
}

function identityOf(tenantId: string, role: string): Record<string, string> {
  return {
    role,
    'app.tenant_id': tenantId,
    'app.actor': actor(),
    'app.role': 'admin',
  };
}

function missing(): CommandError {
  return new CommandError(
    "psql is not on the PATH: install PostgreSQL's client programs (on Debian postgresql-client, with Homebrew libpq), or give the URL that bincard url prints to another client",
  );
}
