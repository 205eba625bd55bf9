import { InvalidArgumentError, type Command } from 'commander';
import type { Config } from '../../config';
import { reachedUrl } from '../../database/advisory-lock';
import { withDatabase } from '../database';
import { positive, span } from '../options';
import {
  createLogin,
  createReportingLogin,
  dropReportingLogin,
  listReportingLogins,
} from '../reporting-logins';
import { helpAfter } from '../terminal/help';
import { listing, printJson } from '../terminal/output';

interface LoginOptions {
  readonly tenant: string;
  readonly connections: number;
  readonly statementTimeout: string;
}

const HELP = `The login reads the views of the schema report_v1, which docs/reporting.md describes, with the rows of its tenant alone: which one that is goes by the name with which it logs in, and no setting changes it. Its sessions begin read-only and with the time limit. bincard doctor names a login that has lost or gained a right.`;

/** `bincard reporting`: logins of PostgreSQL that only read. */
export function define(command: Command, config: Config): void {
  helpAfter(command.command('create-login'), HELP)
    .description('make a login for reports of one tenant, and print its URL with a new password')
    .argument('<name>', 'the name of the login')
    .option('--tenant <code>', 'the tenant', 'demo')
    .option('--connections <number>', 'how many it may have at a time', positive, 5)
    .option('--statement-timeout <span>', 'how long a query may take', limit, '60s')
    .action(async (name: string, options: LoginOptions) => {
      const settings = {
        connections: options.connections,
        defaults: {
          search_path: 'report_v1',
          default_transaction_read_only: 'on',
          statement_timeout: options.statementTimeout,
          idle_in_transaction_session_timeout: '5min',
          lock_timeout: '5s',
        },
        limits: { temp_file_limit: '4GB' },
      };
      const make = async (url: string) =>
        createReportingLogin(await reachedUrl(url), name, options.tenant, settings);
      console.log(await withDatabase(config, make));
    });
  command
    .command('create-backup-login')
    .description('make a login for bincard backup, and print its URL with a new password')
    .argument('<name>', 'the name of the login')
    .action(async (name: string) => {
      const make = async (url: string) =>
        createLogin(await reachedUrl(url), name, 'bincard_backup', { connections: 5 });
      console.log(await withDatabase(config, make));
    });
  command
    .command('list')
    .description('list the logins for reports')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const logins = await withDatabase(config, listReportingLogins);
      if (json) return printJson(logins);
      const head = ['login', 'tenant', 'created', 'connections'];
      const rows = logins.map((login) => [
        ...[login.login, login.tenant, login.createdAt.slice(0, 10)],
        login.connectionLimit ?? 'no such role',
      ]);
      console.log(listing(head, rows));
    });
  command
    .command('drop')
    .description('drop a login for reports')
    .argument('<name>', 'the name of the login')
    .action((name: string) => withDatabase(config, (url) => dropReportingLogin(url, name)));
}

/** A span as PostgreSQL takes it. */
function limit(text: string): string {
  if (text.endsWith('m') || text.endsWith('h') || text.endsWith('s')) {
    return span(text).replace(/m$/, 'min');
  }
  throw new InvalidArgumentError('It must be a span of time such as 90s, 5m or 1h.');
}
