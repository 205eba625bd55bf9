import { Client } from 'pg';
import { bincard } from '../cli/bincard';
import { withDatabase } from '../support/database';

/** The coordinator of Citus that the tests may use: its database knows the workers, and its login is a superuser on all nodes. */
export const CITUS = process.env['TEST_CITUS_URL'];

export const describeWithCitus = (name: string, tests: () => void): void =>
  CITUS === undefined ? describe.skip(name, tests) : describe(name, tests);

export interface Cluster {
  /** A database of its own on every node. */
  readonly url: string;
  readonly workers: readonly string[];
  drop(): Promise<void>;
}

const at = (url: string, host: string, port: number): string => {
  const other = new URL(url);
  other.hostname = host;
  other.port = String(port);
  return other.href;
};

export async function on<Row>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new Client(url);
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = (await client.query(statement)) as never);
    return rows;
  } finally {
    await client.end();
  }
}

/** A database of its own on every node, migrated and distributed. */
export async function makeDistributed(name: string): Promise<Cluster> {
  const cluster = await makeCluster(name);
  const run = (...args: string[]) => bincard(args, { DATABASE_URL: cluster.url });
  await on(cluster.url, `alter database ${name} set citus.enable_ddl_propagation = off`);
  expect(await run('migrate')).toMatchObject({ code: 0 });
  expect(await run('distribute', '--live')).toMatchObject({ code: 0, stderr: '' });
  return cluster;
}

async function makeCluster(name: string): Promise<Cluster> {
  const workers = await on<{ host: string; port: number }>(
    CITUS!,
    'select nodename as host, nodeport as port from pg_dist_node where groupid <> 0 order by 2',
  );
  const all = [CITUS!, ...workers.map(({ host, port }) => at(CITUS!, host, port))];
  for (const url of all) {
    await on(url, `create database ${name}`);
    await on(withDatabase(url, name), 'create extension citus');
  }
  const url = withDatabase(CITUS!, name);
  const { hostname, port } = new URL(url);
  await on(url, `select citus_set_coordinator_host('${hostname}', ${port})`);
  for (const worker of workers) {
    await on(url, `select citus_add_node('${worker.host}', ${worker.port})`);
  }
  return {
    url,
    workers: all.slice(1).map((worker) => withDatabase(worker, name)),
    async drop() {
      // The coordinator's sessions hold connections to the workers, and its daemon opens them again.
      for (const each of all) await on(each, `drop database ${name} with (force)`);
    },
  };
}
