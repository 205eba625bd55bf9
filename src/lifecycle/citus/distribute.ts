import type { Client } from 'pg';
import { readSql } from '../../database/sql-files';
import { recordCatalogs } from './doctor';
import { convertFunctions, copyFunctions, named } from './functions';
import { withNodes, type Nodes } from './nodes';

interface Step {
  readonly what: string;
  readonly run: (nodes: Nodes) => Promise<string>;
}

/** The roles that Citus connects to the workers as. */
const ROLES = ['bincard_owner', 'bincard_app', 'bincard_ledger'];

/** Files of db/citus with functions and rights that one machine does not need. */
const FUNCTIONS = ['create_tenant', 'sign_in', 'on_tenant', 'trigger_rights'];

/** Every step of `bincard distribute`, in order. Each finds nothing to do where it was done before. */
export const STEPS: readonly Step[] = [
  {
    what: 'set what Citus needs on every node, for the database and (enable_unsafe_triggers) for the server',
    run: (nodes) => settings(nodes),
  },
  {
    what: 'let the roles of Bincard log in on every node: Citus connects to the workers as the role that writes',
    run: ({ coordinator }) =>
      propagated(
        coordinator,
        ROLES.map((role) => `alter role ${role} login`),
      ).then(() => `${ROLES.length} roles`),
  },
  {
    what: 'convert the functions to what Citus can run on a node',
    run: async ({ coordinator }) => {
      for (const name of FUNCTIONS) await coordinator.query(readSql(`db/citus/${name}.sql`));
      return `${await convertFunctions(coordinator)} functions`;
    },
  },
  {
    what: 'replace the subqueries in policies, which Citus refuses, by the expression in them',
    run: ({ coordinator }) => policies(coordinator).then((count) => `${count} policies`),
  },
  {
    what: "keep the codes of tenants in a table of the coordinator's",
    run: ({ coordinator }) => tenantCodes(coordinator),
  },
  {
    what: 'distribute every table with a tenant by it, all tables of a tenant together',
    run: ({ coordinator }) => tables(coordinator).then((count) => `${count} tables`),
  },
  {
    what: 'copy every function with its owner and rights to the workers',
    run: (nodes) => copyFunctions(nodes).then((count) => `${count} functions`),
  },
  {
    what: "distribute the function that calls an entry point on its tenant's node",
    run: ({ coordinator }) => dispatcher(coordinator),
  },
  {
    what: 'keep what every node has now, for the doctor',
    run: (nodes) => recordCatalogs(nodes).then((count) => `${count} nodes`),
  },
];

/** What stands against distributing a database; nothing where it can be done. */
export async function obstacles({ coordinator, workers }: Nodes): Promise<string[]> {
  const found: string[] = [];
  const { rows } = await coordinator.query<{ citus: boolean; schema: boolean; super: boolean }>(
    `select exists (select from pg_extension where extname = 'citus') as citus,
       to_regclass('inventory.tenants') is not null as schema,
       (select r.rolsuper from pg_roles r where r.rolname = current_user) as super`,
  );
  const { citus, schema, super: isSuper } = rows[0]!;
  if (!citus) return ['the extension citus is not in this database: create extension citus'];
  if (!isSuper) found.push('the login is no superuser');
  if (!schema) {
    found.push(
      'the schema is not there: alter database ... set citus.enable_ddl_propagation = off, then bincard migrate',
    );
  }
  if (workers.length === 0)
    found.push('the coordinator knows no worker: select citus_add_node(host, port)');
  return found;
}

/**
 * Distributes the database of a Citus coordinator, or only says what would be done. It can be repeated: after each
 * `bincard migrate` it must be, since that puts the functions of one machine on the coordinator.
 */
export function distribute(
  url: string,
  live: boolean,
  say: (line: string) => void,
): Promise<{ obstacles: string[] }> {
  return withNodes(url, async (nodes) => {
    const found = await obstacles(nodes);
    if (found.length > 0) return { obstacles: found };
    for (const { what, run } of STEPS) {
      say(live ? `${what}: ${await run(nodes)}` : what);
    }
    return { obstacles: [] };
  });
}

async function settings({ coordinator, workers }: Nodes): Promise<string> {
  for (const client of [coordinator, ...workers.map((worker) => worker.client)]) {
    await client.query('alter system set citus.enable_unsafe_triggers = on');
    await client.query(readSql('db/citus/settings.sql'));
    await client.query('select pg_reload_conf()');
  }
  // What a transaction sets reaches the node that a statement goes to. Never on a worker: two would send it to each other for ever.
  await coordinator.query(readSql('db/citus/coordinator_settings.sql'));
  await coordinator.query('set citus.enable_unsafe_triggers = on');
  return `${workers.length + 1} nodes`;
}

/** Runs commands that Citus brings to the workers. */
async function propagated(coordinator: Client, commands: readonly string[]): Promise<void> {
  await coordinator.query('set citus.enable_ddl_propagation = on');
  try {
    for (const command of commands) await named(command, coordinator.query(command));
  } finally {
    await coordinator.query('set citus.enable_ddl_propagation = off');
  }
}

async function policies(coordinator: Client): Promise<number> {
  const { rows } = await coordinator.query<{ command: string }>(readSql('db/citus/policies.sql'));
  const commands = rows.map(({ command }) => command);
  await propagated(coordinator, commands);
  return commands.length;
}

async function tenantCodes(coordinator: Client): Promise<string> {
  await coordinator.query(`begin; ${readSql('db/citus/tenant_codes.sql')}; commit`);
  const { rows } = await coordinator.query<{ count: string }>(
    'select count(*) as count from inventory.tenant_codes',
  );
  return `${rows[0]!.count} codes`;
}

async function tables(coordinator: Client): Promise<number> {
  const { rows } = await coordinator.query<{ command: string }>(readSql('db/citus/tables.sql'));
  await propagated(
    coordinator,
    rows.map(({ command }) => command),
  );
  return rows.length;
}

async function dispatcher(coordinator: Client): Promise<string> {
  const { rows } = await coordinator.query<{ done: boolean }>(
    `select exists (
       select from pg_catalog.pg_dist_object o
       where o.classid = 'pg_proc'::regclass and o.objid = to_regprocedure('inventory.on_tenant(uuid,text,jsonb,jsonb)')
         and o.distribution_argument_index is not null and o.force_delegation) as done`,
  );
  if (rows[0]!.done) return 'it is';
  await propagated(coordinator, [
    `select create_distributed_function('inventory.on_tenant(uuid,text,jsonb,jsonb)', 'p_tenant_id',
       colocate_with => 'inventory.tenants', force_delegation => true)`, // also in a transaction of several statements
  ]);
  return 'done';
}
