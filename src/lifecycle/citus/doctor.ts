import type { Client } from 'pg';
import { readSql } from '../../database/sql-files';
import { readCatalog } from '../catalog';
import { compareCatalogs, readOff, staleFiles, type Finding } from '../doctor';
import { withNodes, type Nodes } from './nodes';

// What distribute changes differs from db/catalog.sql, and each node has its own part. So distribute keeps what every node
// has after it, in a table of the coordinator's, and the doctor compares with that.

const COORDINATOR = 'coordinator';

/** Keeps what every node has now. */
export async function recordCatalogs(nodes: Nodes): Promise<number> {
  const { coordinator } = nodes;
  await coordinator.query(readSql('db/citus/node_catalogs.sql'));
  const all = everyNode(nodes);
  for (const { name, client } of all) {
    await coordinator.query(
      `insert into inventory.node_catalogs (node, entries) values ($1, $2)
       on conflict (node) do update set entries = excluded.entries`,
      [name, JSON.stringify([...(await readCatalog(client))])],
    );
  }
  return all.length;
}

/** Compares every node of a distributed database with what distribute left there, and each shard with its table. */
export function examineNodes(url: string): Promise<Finding[]> {
  return withNodes(url, async (nodes) => {
    const { coordinator } = nodes;
    const { rows } = await coordinator.query<{ node: string; entries: [string, string][] }>(
      'select node, entries from inventory.node_catalogs',
    );
    const recorded = new Map(rows.map(({ node, entries }) => [node, new Map(entries)]));
    const findings: Finding[] = [];
    for (const { name, client } of everyNode(nodes)) {
      const of = (found: readonly Finding[]) =>
        findings.push(
          ...found.map(({ object, problem }) => ({ object: `${object} on ${name}`, problem })),
        );
      const expected = recorded.get(name);
      if (!expected) {
        of([{ object: 'schema inventory', problem: 'not recorded: run bincard distribute' }]);
        continue;
      }
      of(compareCatalogs(expected, await readCatalog(client), true));
      of(await readOff(client));
      if (client !== coordinator) of(await differingShards(client));
    }
    return [...findings, ...(await staleFiles(coordinator))];
  });
}

const everyNode = ({ coordinator, workers }: Nodes) => [
  { name: COORDINATOR, client: coordinator },
  ...workers,
];

async function differingShards(worker: Client): Promise<Finding[]> {
  await worker.query('set citus.override_table_visibility = off');
  const { rows } = await worker.query<{ name: string; problem: string }>(
    readSql('db/citus/shards.sql'),
  );
  return rows.map(({ name, problem }) => ({ object: `shard ${name}`, problem }));
}
