import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { nextTransaction, passTransaction } from '../transaction-numbers';
import { withNodes, type Node, type Nodes } from './nodes';

/** More transactions than a node begins between two looks. Using them up takes some seconds. */
const AHEAD = 1_000_000n;
const LOOK_MS = 1000;

interface Placement {
  readonly shard: string;
  readonly node: string;
  /** How many tenants are in it. */
  readonly tenants: number;
}

export interface Move {
  readonly tenant: string;
  /** The worker, as HOST:PORT. */
  readonly to: string;
  readonly live: boolean;
  readonly say: (line: string) => void;
}

/**
 * Moves the shard of a tenant to another worker, while its tenants write. Each node counts its own transactions, and readers of
 * the feed, webhooks, incremental verification and the seals of documents go by these numbers: so those of the worker are used
 * up first, until they are higher than any that the tenants' rows have. Throws where it cannot be done.
 */
export function moveTenant(url: string, move: Move): Promise<void> {
  return withNodes(url, async (nodes) => {
    const { coordinator, workers } = nodes;
    const { shard, node, tenants } = await placementOf(coordinator, move.tenant);
    const [from, to] = [find(workers, node), find(workers, move.to)];
    const others = tenants > 1 ? ` (${tenants} tenants)` : '';
    if (from === to) return move.say(`shard ${shard} of ${move.tenant}${others} is at ${to.name}`);
    move.say(`shard ${shard} of ${move.tenant}${others}: from ${from.name} to ${to.name}`);
    if (move.live) await moveShard(nodes, shard, from, to, move.say);
  });
}

async function moveShard(
  { coordinator }: Nodes,
  shard: string,
  from: Node,
  to: Node,
  say: Move['say'],
): Promise<void> {
  let past = 0n;
  const keepAhead = async () => {
    past = (await nextTransaction(from.client)) + AHEAD;
    if (await passTransaction(to.client, past)) return;
    throw new Error(
      `The transaction numbers of ${to.name} are too far behind those of ${from.name}: move it to another worker`,
    );
  };
  await keepAhead();
  say(`transaction numbers of ${to.name}: past ${past}`);
  const addresses = [from, to].flatMap(({ name }) => /^(.*):(\d+)$/.exec(name)!.slice(1));
  await coordinator.query('set statement_timeout = 0');
  let isOver = false;
  // There are tables without a replica identity; nothing in them is changed but by their key.
  const moving = coordinator
    .query(`select citus_move_shard_placement($1, $2, $3, $4, $5, 'force_logical')`, [
      shard,
      ...addresses,
    ])
    .finally(() => (isOver = true));
  const keeping = (async () => {
    for (; !isOver; await sleep(LOOK_MS)) await keepAhead();
  })();
  await Promise.all([moving, keeping]);
  if ((await nextTransaction(from.client)) > past) {
    throw new Error(
      `It was moved, but ${from.name} has begun more than ${AHEAD} transactions in a second: let readers of the feed of its tenants begin anew`,
    );
  }
  say('moved');
}

async function placementOf(coordinator: Client, code: string): Promise<Placement> {
  const { rows } = await coordinator.query<Placement>(
    `with shards as (
       select c.code, get_shard_id_for_distribution_column('inventory.tenants', c.id) as shard from inventory.tenant_codes c)
     select p.shardid::text as shard, p.nodename || ':' || p.nodeport as node, (
       select count(*)::integer from shards o where o.shard = s.shard) as tenants
     from shards s join pg_dist_shard_placement p on p.shardid = s.shard
     where s.code = inventory.code_key($1)`,
    [code],
  );
  if (rows[0]) return rows[0];
  throw new Error(`There is no tenant "${code}"`);
}

function find(workers: readonly Node[], name: string): Node {
  const found = workers.find((worker) => worker.name === name);
  if (found) return found;
  const names = workers.map((worker) => worker.name).join(', ');
  throw new Error(`There is no worker ${name}; there are ${names}`);
}
