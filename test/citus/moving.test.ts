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

  /** Moves every shard of the tenants to the other worker, one after the other, and says how many. */
  const moveShards = async (): Promise<number> => {
    const placements = await on<Placement>(
      cluster.url,
      `select shardid::text as shard, nodename as host, nodeport as port from citus_shards
       where table_name = 'inventory.tenants'::regclass order by 1`,
    );
    const nodes = await on<{ host: string; port: number }>(
      cluster.url,
      'select nodename as host, nodeport as port from pg_dist_node where groupid <> 0',
    );
    for (const { shard, host, port } of placements) {
      const to = nodes.find((node) => node.port !== port)!;
      await on(
        cluster.url,
        'set statement_timeout = 0',
        `select citus_move_shard_placement(${shard}, '${host}', ${port}, '${to.host}', ${to.port}, 'force_logical')`,
      );
    }
    return placements.length;
  };

  it('every invariant of eight tenants holds, and nothing acknowledged is lost', async () => {
    let moved = 0;
    let done = false;
    const moving = (async () => {
      while (!done) moved += await moveShards();
    })();
    const runs = Array.from({ length: TENANTS }, (_, n) =>
      runModel({
        ...{ owner, app, named: false, tenant: `prove-${n}`, seed: n, sessions: SESSIONS },
        ...{ operations: 60, seconds: 240, round: () => 30 },
      }),
    );
    const reports = await Promise.all(runs).finally(() => (done = true));
    await moving;
    for (const { report } of reports) {
      expect(isViolated(report.violations) ? report.violations : {}).toEqual({});
      expect(report.operations).toBeGreaterThan(50);
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
