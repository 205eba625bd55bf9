import type { Command } from 'commander';
import type { Config } from '../config';

/** A command's module: adds arguments, options and the action to a command that has its name and description. */
interface CommandModule {
  define(command: Command, config: Config): void;
}

/** A command of `bincard`. Its module is loaded when it is called, so that no command waits for the code of another. */
export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command, in the order of `bincard --help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'start',
    description: 'start the database and the GraphQL server',
    load: () => import('./commands/start.js'),
  },
  {
    name: 'worker',
    description: 'run the scheduled scans and syncs apart from a server',
    load: () => import('./commands/worker.js'),
  },
  {
    name: 'migrate',
    description: 'bring the database to this version',
    load: () => import('./commands/migrate.js'),
  },
  {
    name: 'tenant',
    description: 'create tenants',
    load: () => import('./commands/tenant.js'),
  },
  {
    name: 'token',
    description: 'print a signed access token',
    load: () => import('./commands/token.js'),
  },
  {
    name: 'rules',
    description: 'list the rules that the database enforces',
    load: () => import('./commands/rules.js'),
  },
  {
    name: 'doctor',
    description: 'check that every rule is enabled, unchanged and validated',
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'load-retail',
    description: 'replay a retail CSV file (.csv or .csv.gz) through the GraphQL API',
    load: () => import('./commands/load-retail.js'),
  },
  {
    name: 'compare',
    description: 'compare every stock figure with the records it is derived from',
    load: () => import('./commands/compare.js'),
  },
  {
    name: 'fix',
    description: 'repair what differs; a dry run unless --live is given',
    load: () => import('./commands/fix.js'),
  },
  {
    name: 'prove',
    description:
      'run random and hostile sessions against a scratch database and check every invariant',
    load: () => import('./commands/prove.js'),
  },
  {
    name: 'reconcile',
    description: 'save a comparison as a run; --apply repairs what a run found',
    load: () => import('./commands/reconcile.js'),
  },
  {
    name: 'verify',
    description: 'recompute the hash chains, the closed days and the audit log',
    load: () => import('./commands/verify.js'),
  },
  {
    name: 'causes',
    description: 'list who changed stock figures without a movement',
    load: () => import('./commands/causes.js'),
  },
  {
    name: 'audit',
    description: 'opening stock, changes by kind and closing stock of a period',
    load: () => import('./commands/audit.js'),
  },
  {
    name: 'continuity',
    description: 'list the days that do not open with the closing stock of the day before',
    load: () => import('./commands/continuity.js'),
  },
  {
    name: 'close',
    description: 'close a day that is over and save its checkpoint',
    load: () => import('./commands/close.js'),
  },
  {
    name: 'checkpoint',
    description: 'print the checkpoint of a closed day as JSON, to be kept elsewhere',
    load: () => import('./commands/checkpoint.js'),
  },
  {
    name: 'channel',
    description: 'import the stock that sales channels report',
    load: () => import('./commands/channel.js'),
  },
  {
    name: 'sync',
    description: 'synchronise with external sources now',
    load: () => import('./commands/sync.js'),
  },
  {
    name: 'backup',
    description: 'write the whole database, all tenants, into a file (pg_dump -Fc)',
    load: () => import('./commands/backup.js'),
  },
  {
    name: 'restore',
    description: 'restore a backup into a database without tenants and verify it (pg_restore)',
    load: () => import('./commands/restore.js'),
  },
];
