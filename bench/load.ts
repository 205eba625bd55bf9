import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { signToken } from '../src/auth/token';
import { migrate } from '../src/database/migrate';
import { createPool } from '../src/database/pool';
import { startBincard, type BincardProcess } from './support/bincard-process';
import { runClients, summarize, type LoadResult } from './support/load-clients';
import { makePostgres, type OwnPostgres } from './support/own-postgres';
import { makeShop, type Shop } from './support/shop';

const CONNECTIONS = 64;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const SECRET = 'a secret that only the load run knows, long enough';
const SIZE = { products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 };
/** How much more memory the server may have at the end than halfway to count as flat. */
const FLAT = 1.1;

/** 64 connections of reads and sales against `bincard start` as it is installed; then the same with disasters. */
export async function benchLoad(): Promise<Record<string, unknown>> {
  const postgres = await makePostgres(['shared_buffers=256MB']);
  await postgres.start();
  try {
    await migrate(postgres.url);
    const shop = await withPools(postgres, (owner, app) => makeShop(owner, app, SIZE));
    const calm = await run(postgres, shop, 1, () => Promise.resolve());
    console.error(JSON.stringify(calm));
    const stormy = await run(postgres, shop, 2, (servers) => storm(postgres, servers));
    const sound = [calm, stormy].every(({ verdict }) => Object.values(verdict).every(Boolean));
    if (!sound) process.exitCode = 1;
    return { connections: CONNECTIONS, poolSize: 10, calm, stormy, sound };
  } finally {
    await postgres.remove();
  }
}

/** PostgreSQL is restarted twice, once without a word to its sessions; in between the second server is killed. */
async function storm(postgres: OwnPostgres, [, second]: Server[]): Promise<void> {
  await sleep(SECONDS * 250);
  await restart(postgres, 'fast');
  await sleep(SECONDS * 250);
  second!.isDead = true;
  second!.process.child.kill('SIGKILL');
  await sleep(SECONDS * 250);
  await restart(postgres, 'immediate');
}

async function restart(postgres: OwnPostgres, how: 'fast' | 'immediate'): Promise<void> {
  await postgres.stop(how);
  await sleep(1000); // a fail-over takes a moment
  await postgres.start();
}

interface Server {
  readonly process: BincardProcess;
  readonly url: string;
  isDead: boolean;
}

async function run(
  postgres: OwnPostgres,
  shop: Shop,
  count: number,
  disasters: (servers: Server[]) => Promise<void>,
) {
  const log = openSync(path.join(postgres.folder, 'server.log'), 'w');
  const servers: Server[] = [];
  for (let n = 0; n < count; n++) servers.push(await startServer(postgres, log));
  try {
    const before = await salesOf(postgres, shop);
    const memory = watchMemory(servers[0]!);
    let over = false;
    const tokens = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, n) => tokenOf(shop, `till-${n}`)),
    );
    const begun = performance.now();
    const clients = runClients({
      ...{ shop, tokens, isOver: () => over },
      urlOf: (client) => (servers.slice(client % count).find((s) => !s.isDead) ?? servers[0]!).url,
      isDead: (url) => servers.some((server) => server.isDead && server.url === url),
    });
    await Promise.all([disasters(servers), sleep(SECONDS * 1000)]);
    over = true;
    const result = await clients;
    const seconds = Math.round((performance.now() - begun) / 1000);
    const megabytes = memory.stop();
    const { rules, ...found } = await check(postgres, shop, servers[0]!, before, result);
    return {
      servers: count,
      ...summarize(result, seconds),
      untyped: result.untyped.slice(0, 5),
      memoryMegabytes: megabytes,
      ...found,
      verdict: {
        everyErrorIsTyped: result.untyped.length === 0,
        serverLives: servers[0]!.process.child.exitCode === null,
        memoryIsFlat: megabytes.end <= megabytes.middle * FLAT,
        nothingLost: found.lost === 0,
        nothingDoubled: found.salesInDatabase === found.acknowledged && found.unitsDiffer === 0,
        everyRuleHolds: rules.length === 0,
      },
      ...(rules.length > 0 ? { broken: rules } : {}),
    };
  } finally {
    for (const { process } of servers) process.child.kill('SIGTERM');
    await Promise.all(servers.map(({ process }) => process.code));
    closeSync(log);
  }
}

async function startServer(postgres: OwnPostgres, log: number): Promise<Server> {
  const env = { NODE_ENV: 'production', JWT_SECRET: SECRET, LOG_LEVEL: '' };
  const process = startBincard(postgres.url, postgres.folder, env, log);
  return { process, url: await process.url, isDead: false };
}

function tokenOf(shop: Shop, actor: string): Promise<string> {
  const identity = { tenantId: shop.tenantId, actor, role: 'admin' as const };
  return signToken(identity, new TextEncoder().encode(SECRET));
}

/** Resident memory of a server's process, in MB: before the load, halfway, at its end, and the most there was. */
function watchMemory({ process }: Server) {
  const seen = [process.memory()];
  const timer = setInterval(() => seen.push(process.memory()), 1000);
  return {
    stop: () => {
      clearInterval(timer);
      const middle = seen[seen.length >> 1]!;
      return { start: seen[0]!, middle, end: seen.at(-1)!, most: Math.max(...seen) };
    },
  };
}

async function salesOf(postgres: OwnPostgres, shop: Shop): Promise<number> {
  return withPools(postgres, async (owner) => {
    const { rows } = await owner.query<{ n: number }>(
      'select count(*)::int as n from inventory.sales where tenant_id = $1',
      [shop.tenantId],
    );
    return rows[0]!.n;
  });
}

/** What the database holds beside what the clients were told. */
async function check(
  postgres: OwnPostgres,
  shop: Shop,
  server: Server,
  before: number,
  { acknowledged }: LoadResult,
) {
  const kept = await withPools(postgres, async (owner) => {
    const { rows } = await owner.query<{ key: string; id: string; units: number }>(
      `select k.key, s.id, (select -sum(m.quantity)::int from inventory.movements m
         where m.tenant_id = s.tenant_id and m.document_id = s.id) as units
       from inventory.idempotency_keys k join inventory.sales s on s.tenant_id = k.tenant_id and s.id = k.document_id
       where k.tenant_id = $1`,
      [shop.tenantId],
    );
    return new Map(rows.map((row) => [row.key, row]));
  });
  const differ = [...acknowledged].filter(([key, { units }]) => kept.get(key)?.units !== units);
  const lost = [...acknowledged].filter(([key, { id }]) => kept.get(key)?.id !== id);
  const response = await fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenOf(shop, 'checker')}`,
    },
    body: JSON.stringify({ query: '{ integrityRules { name violations } }' }),
  });
  const { data } = (await response.json()) as {
    data: { integrityRules: { name: string; violations: number }[] };
  };
  return {
    acknowledged: acknowledged.size,
    salesInDatabase: (await salesOf(postgres, shop)) - before,
    lost: lost.length,
    unitsDiffer: differ.length,
    rulesChecked: data.integrityRules.length,
    rules: data.integrityRules.filter(({ violations }) => violations > 0),
  };
}

async function withPools<Result>(
  { url }: OwnPostgres,
  work: (owner: Pool, app: Pool) => Promise<Result>,
): Promise<Result> {
  const owner = createPool(url, 'postgres', { max: 2 });
  const app = createPool(url, 'bincard_app', { max: 8 });
  try {
    return await work(owner, app);
  } finally {
    await Promise.all([owner.end(), app.end()]);
  }
}
