import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import { isViolated } from '../../src/prove/model/invariants';
import { runModel } from '../../src/prove/model/run';
import { bincard } from '../cli/bincard';
import { describeWithCitus, makeDistributed, on, type Cluster } from './cluster';

const NAME = `bincard_test_moving_${process.pid}`;
const TENANTS = 8;
const SESSIONS = 2;

interface Placement {
  readonly shard: string;
  readonly host: string;
  readonly port: number;
}

describeWithCitus('while shards move', () => {
  let cluster: Cluster;
  let app: Pool;
  let owner: Pool;

  beforeAll(async () => {
    cluster = await makeDistributed(NAME);
    app = createPool(cluster.url, 'bincard_app', { max: 10 });
    owner = createPool(cluster.url, 'bincard_owner', { max: 1 });
  }, 300_000);
  afterAll(async () => {
    await app?.end();
    await owner?.end();
    await cluster?.drop();
  }, 60_000);

  /** Moves shards of the tenants to the other worker, one after the other, until it is told to stop; says how many. */
  const moveShards = async (isOver: () => boolean): Promise<number> => {
    const placements = await on<Placement>(
      cluster.url,
      `select shardid::text as shard, nodename as host, nodeport as port from citus_shards
       where table_name = 'inventory.tenants'::regclass order by 1`,
    );
    const nodes = await on<{ host: string; port: number }>(
      cluster.url,
      'select nodename as host, nodeport as port from pg_dist_node where groupid <> 0',
    );
    let moved = 0;
    for (const { shard, host, port } of placements) {
      if (isOver()) break;
      const to = nodes.find((node) => node.port !== port)!;
      await on(
        cluster.url,
        'set statement_timeout = 0',
        `select citus_move_shard_placement(${shard}, '${host}', ${port}, '${to.host}', ${to.port}, 'force_logical')`,
      );
      moved++;
    }
    return moved;
  };

  it('every invariant of eight tenants holds, and nothing acknowledged is lost', async () => {
    let done = false;
    const moving = moveShards(() => done);
    const runs = Array.from({ length: TENANTS }, (_, n) =>
      runModel({
        ...{ owner, app, named: false, tenant: `prove-${n}`, seed: n, sessions: SESSIONS },
        ...{ operations: 60, seconds: 240, round: () => 30 },
      }),
    );
    const reports = await Promise.all(runs).finally(() => (done = true));
    const moved = await moving;
    for (const { report } of reports) {
      expect(isViolated(report.violations) ? report.violations : {}).toEqual({});
      expect(report.operations).toBeGreaterThan(40);
    }
    expect(moved).toBeGreaterThan(0);
    for (let n = 0; n < TENANTS; n++) {
      const found = await bincard(['compare', '--tenant', `prove-${n}`], {
        DATABASE_URL: cluster.url,
      });
      expect(found).toMatchObject({ code: 0 });
    }
  }, 600_000);
});
