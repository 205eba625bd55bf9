import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import { Snapshot } from '../../src/database/snapshot';
import { readFeed } from '../../src/feed/movement-feed';
import type { Position } from '../../src/feed/position';
import { nextTransaction, passTransaction } from '../../src/lifecycle/transaction-numbers';
import { isViolated } from '../../src/prove/model/invariants';
import { runModel } from '../../src/prove/model/run';
import { bincard } from '../cli/bincard';
import { describeWithCitus, makeDistributed, on, type Cluster } from './cluster';

const NAME = `bincard_test_moving_${process.pid}`;
const TENANTS = 8;
const SESSIONS = 2;

describeWithCitus('while shards move', () => {
  let cluster: Cluster;
  let app: Pool;
  let owner: Pool;

  beforeAll(async () => {
    cluster = await makeDistributed(NAME);
    app = createPool(cluster.url, 'bincard_app', { max: 12 });
    owner = createPool(cluster.url, 'bincard_owner', { max: 1 });
  }, 300_000);
  afterAll(async () => {
    await app?.end();
    await owner?.end();
    await cluster?.drop();
  }, 60_000);

  const nameOf = (url: string) => new URL(url).host;

  /** Lets one node have far higher transaction numbers than the other, as a busier one has. */
  const useUp = async (url: string) => {
    const client = new Client(url);
    await client.connect();
    await passTransaction(client, (await nextTransaction(client)) + 300_000n);
    await client.end();
  };

  /** The id of a tenant that a run makes, once it is there. */
  const idOf = async (code: string): Promise<string> => {
    for (;;) {
      const [found] = await on<{ id: string }>(
        cluster.url,
        `select t.id from inventory.tenants t where t.code = '${code}'`,
      );
      if (found) return found.id;
      await sleep(200);
    }
  };

  /** Moves tenants from the first worker to the other until it is told to stop, then the first one back; says how many. */
  const moveTenants = async (isOver: () => boolean): Promise<number> => {
    const [first, second] = cluster.workers.map(nameOf) as [string, string];
    const move = async (code: string, to: string) => {
      const args = ['distribute', '--move', code, '--to', to, '--live'];
      const { code: exit, stdout, stderr } = await bincard(args, { DATABASE_URL: cluster.url });
      expect([exit, stderr]).toEqual([0, '']);
      return stdout.includes('moved') ? 1 : 0;
    };
    let moved = 0;
    for (let n = 0; n < TENANTS && !(moved > 0 && isOver()); n++) {
      await idOf(`prove-${n}`);
      const away = await move(`prove-${n}`, second);
      if (moved + away === 1 && away) moved += await move(`prove-${n}`, first);
      moved += away;
    }
    return moved;
  };

  /** Follows the feed of a tenant as a reader that keeps its cursor; says which movements it has read. */
  const follow = async (code: string, isOver: () => boolean): Promise<Set<string>> => {
    const tenantId = await idOf(code);
    const seen = new Set<string>();
    let from: Position | undefined;
    for (let last = false; ; last = isOver()) {
      const snapshot = new Snapshot(app, tenantId, false);
      const page = await readFeed(snapshot, from, 500, '2999-12-31').finally(() => snapshot.end());
      page.movements.forEach(({ id }) => seen.add(id));
      from = page.end;
      if (page.movements.length > 0) continue;
      if (last) return seen;
      await sleep(500);
    }
  };

  it('every invariant of eight tenants holds, and nothing acknowledged is lost', async () => {
    let done = false;
    await useUp(cluster.workers[0]!);
    const moving = moveTenants(() => done);
    const codes = Array.from({ length: TENANTS }, (_, n) => `prove-${n}`);
    const following = codes.map((code) => follow(code, () => done));
    const runs = codes.map((tenant, n) =>
      runModel({
        ...{ owner, app, named: false, tenant, seed: n, sessions: SESSIONS },
        ...{ operations: 60, seconds: 240, round: () => 30 },
      }),
    );
    const reports = await Promise.all(runs);
    const moved = await moving.finally(() => (done = true));
    for (const { report } of reports) {
      expect(isViolated(report.violations) ? report.violations : {}).toEqual({});
      expect(report.operations).toBeGreaterThan(40);
    }
    expect(moved).toBeGreaterThan(1);
    const read = await Promise.all(following);
    for (const [n, code] of codes.entries()) {
      const movements = await on<{ id: string }>(
        cluster.url,
        `select id from inventory.movements where tenant_id = '${await idOf(code)}'`,
      );
      expect(movements.filter(({ id }) => !read[n]!.has(id))).toEqual([]);
      for (const args of [['compare'], ['verify', '--incremental'], ['verify']]) {
        const found = await bincard([...args, '--tenant', code], { DATABASE_URL: cluster.url });
        expect([code, args, found]).toMatchObject([code, args, { code: 0 }]);
      }
    }
  }, 600_000);

  it('a move to where it is, to no worker, or of no tenant, changes nothing', async () => {
    const move = (code: string, to: string) =>
      bincard(['distribute', '--move', code, '--to', to], { DATABASE_URL: cluster.url });
    const [first] = cluster.workers.map(nameOf);
    expect(await move('prove-0', first!)).toMatchObject({ code: 0 });
    expect((await move('prove-0', 'nowhere:1')).stderr).toContain('There is no worker nowhere:1');
    expect((await move('nobody', first!)).stderr).toContain('There is no tenant "nobody"');
  });
});
