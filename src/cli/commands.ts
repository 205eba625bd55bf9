import type { CommandEntry } from './command-entry';

/** Every command; docs/cli.md has this order. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'start',
    description: 'start the database and the GraphQL server',
    group: 'run',
    load: () => import('./commands/start.js'),
  },
  {
    name: 'worker',
    description: 'run the scheduled scans and syncs, and deliver to webhooks, apart from a server',
    group: 'run',
    load: () => import('./commands/worker.js'),
  },
  {
    name: 'migrate',
    description: 'bring the database to this version',
    group: 'run',
    load: () => import('./commands/migrate.js'),
  },
  {
    name: 'tenant',
    description: 'create tenants',
    group: 'access',
    load: () => import('./commands/tenant.js'),
  },
  {
    name: 'token',
    description: 'print a signed access token; create, list and revoke API tokens',
    group: 'access',
    load: () => import('./commands/token.js'),
  },
  {
    name: 'user',
    description: 'add, list, reset and disable the people who sign in',
    group: 'access',
    load: () => import('./commands/user.js'),
  },
  {
    name: 'setup-link',
    description: 'print a one-use link by which a person becomes an admin',
    group: 'access',
    load: () => import('./commands/setup-link.js'),
  },
  {
    name: 'rules',
    description: 'list the rules that the database enforces',
    group: 'check',
    load: () => import('./commands/rules.js'),
  },
  {
    name: 'doctor',
    description: 'check that every rule is enabled, unchanged and validated',
    group: 'check',
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'load-retail',
    description: 'replay a retail CSV file (.csv or .csv.gz) through the GraphQL API',
    group: 'exchange',
    load: () => import('./commands/load-retail.js'),
  },
  {
    name: 'compare',
    description: 'compare every stock figure with the records it is derived from',
    group: 'stock',
    load: () => import('./commands/compare.js'),
  },
  {
    name: 'fix',
    description: 'repair what differs; a dry run unless --live is given',
    group: 'stock',
    load: () => import('./commands/fix.js'),
  },
  {
    name: 'unmet',
    description: 'list the reservations that cannot be met from what can be sold',
    group: 'stock',
    load: () => import('./commands/unmet.js'),
  },
  {
    name: 'prove',
    description:
      'run random and hostile sessions against a scratch database and check every invariant',
    group: 'check',
    load: () => import('./commands/prove.js'),
  },
  {
    name: 'reconcile',
    description: 'save a comparison as a run; --apply repairs what a run found',
    group: 'stock',
    load: () => import('./commands/reconcile.js'),
  },
  {
    name: 'verify',
    description: 'recompute the hash chains, the closed days and the audit log',
    group: 'check',
    load: () => import('./commands/verify.js'),
  },
  {
    name: 'causes',
    description: 'list who changed stock figures without a movement',
    group: 'check',
    load: () => import('./commands/causes.js'),
  },
  {
    name: 'audit',
    description: 'opening stock, changes by kind and closing stock of a period',
    group: 'stock',
    load: () => import('./commands/audit.js'),
  },
  {
    name: 'continuity',
    description: 'list the days that do not open with the closing stock of the day before',
    group: 'check',
    load: () => import('./commands/continuity.js'),
  },
  {
    name: 'close',
    description: 'close a day that is over and save its checkpoint',
    group: 'days',
    load: () => import('./commands/close.js'),
  },
  {
    name: 'checkpoint',
    description: 'print the checkpoint of a closed day as JSON, to be kept elsewhere',
    group: 'days',
    load: () => import('./commands/checkpoint.js'),
  },
  {
    name: 'proof',
    description: 'write the proof of a movement, or that no day was rewritten, for outsiders',
    group: 'days',
    load: () => import('./commands/proof.js'),
  },
  {
    name: 'verify-proof',
    description: 'check the file of a proof; it needs no database',
    group: 'days',
    load: () => import('./commands/verify-proof.js'),
  },
  {
    name: 'archive',
    description: 'write closed days to a file with their hashes, check it and read it',
    group: 'days',
    load: () => import('./commands/archive.js'),
  },
  {
    name: 'signing-key',
    description: 'print the keys that sign closed days; --rotate starts a new one',
    group: 'days',
    load: () => import('./commands/signing-key.js'),
  },
  {
    name: 'import',
    description:
      'bring products, stock or locations in from a file; a dry run unless --live is given',
    group: 'exchange',
    load: () => import('./commands/import.js'),
  },
  {
    name: 'channel',
    description: 'import the stock that sales channels report',
    group: 'exchange',
    load: () => import('./commands/channel.js'),
  },
  {
    name: 'sync',
    description: 'synchronise with external sources now',
    group: 'exchange',
    load: () => import('./commands/sync.js'),
  },
  {
    name: 'webhook',
    description: 'list, make, delete, enable and disable the webhooks of a tenant',
    group: 'exchange',
    load: () => import('./commands/webhook.js'),
  },
  {
    name: 'backup',
    description: 'write the whole database, all tenants, into a file (pg_dump -Fc)',
    group: 'run',
    load: () => import('./commands/backup.js'),
  },
  {
    name: 'restore',
    description: 'restore a backup into a database without tenants and verify it (pg_restore)',
    group: 'run',
    load: () => import('./commands/restore.js'),
  },
];
