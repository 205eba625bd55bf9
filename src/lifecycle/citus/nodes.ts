import type { Client } from 'pg';
import { connect } from '../../database/advisory-lock';

/** A coordinator and its workers, each with a session of the same login. */
export interface Nodes {
  readonly coordinator: Client;
  readonly workers: readonly Node[];
}

export interface Node {
  readonly name: string;
  readonly client: Client;
}

/** Connects to the coordinator that the URL names and to every worker that it knows. */
export async function withNodes<Result>(
  url: string,
  work: (nodes: Nodes) => Promise<Result>,
): Promise<Result> {
  const opened: Client[] = [];
  const open = async (of: string) => {
    const client = await connect(of);
    opened.push(client);
    // Each step says itself what goes to the other nodes.
    await client.query(`set citus.enable_ddl_propagation = off; set client_min_messages = warning;
      set check_function_bodies = off`);
    return client;
  };
  try {
    const coordinator = await open(url);
    const workers: Node[] = [];
    for (const { host, port } of await readWorkers(coordinator)) {
      workers.push({ name: `${host}:${port}`, client: await open(atNode(url, host, port)) });
    }
    return await work({ coordinator, workers });
  } finally {
    for (const client of opened) await client.end().catch(() => undefined);
  }
}

async function readWorkers(coordinator: Client): Promise<{ host: string; port: number }[]> {
  const { rows } = await coordinator.query<{ there: boolean }>(
    `select exists (select from pg_extension where extname = 'citus') as there`,
  );
  if (!rows[0]!.there) return [];
  const found = await coordinator.query<{ host: string; port: number }>(
    'select nodename as host, nodeport as port from pg_dist_node where isactive and groupid <> 0 order by 1, 2',
  );
  return found.rows;
}

/** The URL with another host and port. */
function atNode(url: string, host: string, port: number): string {
  const other = new URL(url);
  other.hostname = host;
  other.port = String(port);
  return other.href;
}
