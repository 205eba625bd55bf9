import type { CommandEntry } from './command-entry';
import { STOCK_COMMANDS } from './stock-commands';

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
    name: 'distribute',
    description: 'spread the tenants over the nodes of Citus; a dry run unless --live is given',
    group: 'run',
    load: () => import('./commands/distribute.js'),
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
  {
    name: 'tenant',
    description: 'create and list tenants',
    group: 'access',
    load: () => import('./commands/tenant.js'),
  },
  {
    name: 'location',
    description: 'create, list and switch the locations of a tenant',
    group: 'access',
    load: () => import('./commands/location.js'),
  },
  {
    name: 'supplier',
    description: 'create, list and change the suppliers of a tenant',
    group: 'access',
    load: () => import('./commands/supplier.js'),
  },
  {
    name: 'kit',
    description: 'list the kits of a tenant, create them, and give them other components',
    group: 'access',
    load: () => import('./commands/kit.js'),
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
    name: 'url',
    description: 'print the URL of the database',
    group: 'access',
    load: () => import('./commands/url.js'),
  },
  {
    name: 'psql',
    description: 'open psql on the database, as the server or as its owner',
    group: 'access',
    load: () => import('./commands/psql.js'),
  },
  {
    name: 'reporting',
    description: 'make, list and drop logins that only read',
    group: 'access',
    load: () => import('./commands/reporting.js'),
  },
  ...STOCK_COMMANDS,
  {
    name: 'load-retail',
    description: 'replay a retail CSV file (.csv or .csv.gz) through the GraphQL API',
    group: 'exchange',
    load: () => import('./commands/load-retail.js'),
  },
  {
    name: 'import',
    description:
      'bring products, stock, suppliers and so on in from a file; a dry run unless --live is given',
    group: 'exchange',
    load: () => import('./commands/import.js'),
  },
  {
    name: 'export',
    description: 'write products, stock, sales and so on as CSV, NDJSON or Parquet',
    group: 'exchange',
    load: () => import('./commands/export.js'),
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
    name: 'schema',
    description: 'print the GraphQL schema',
    group: 'exchange',
    load: () => import('./commands/schema.js'),
  },
  {
    name: 'mcp',
    description: 'serve tools for assistants (Model Context Protocol) that read and make requests',
    group: 'exchange',
    load: () => import('./commands/mcp.js'),
  },
];
