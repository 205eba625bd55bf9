import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../src/lifecycle/migrate';
import { startBincard, type BincardProcess } from '../test/support/bincard-process';
import { checkSales, salesOf, SECRET, tokenOf, withPools } from './support/load-check';
import { runClients, summarize } from './support/load-clients';
import { makePostgres, type OwnPostgres } from '../test/support/own-postgres';
import { median } from './support/rounds';
import { makeShop, type Shop } from './support/shop';

const CONNECTIONS = 64;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const SIZE = { products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 };
/** How much more memory the server may have in the last quarter than in the second to count as flat. */
const FLAT = 1.1;

/** 64 connections of reads and sales against `bincard start` as it is installed; then the same with disasters. */
export async function benchLoad(): Promise<Record<string, unknown>> {
  const postgres = await makePostgres(['shared_buffers=256MB']);
  await postgres.start();
  try {
    await migrate(postgres.url);
    const shop = await withPools(postgres, (owner, app) => makeShop(owner, app, SIZE));
    const nothing = () => Promise.resolve();
    const calm = await run(postgres, shop, 1, nothing, ({ middle }) => middle * FLAT);
    console.error(JSON.stringify(calm));
    // Halfway through it the first server is given the load of the second.
    const most = calm.memoryMegabytes.most * FLAT;
    const disasters = (servers: Server[]) => storm(postgres, servers);
    const stormy = await run(postgres, shop, 2, disasters, () => most);
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
  memoryLimit: (seen: { middle: number }) => number,
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
    const { rules, ...found } = await checkSales(postgres, shop, servers[0]!.url, before, result);
    return {
      servers: count,
      ...summarize(result, seconds),
      untyped: result.untyped.slice(0, 5),
      memoryMegabytes: megabytes,
      ...found,
      verdict: {
        everyErrorIsTyped: result.untyped.length === 0,
        serverLives: servers[0]!.process.child.exitCode === null,
        memoryIsFlat: megabytes.end <= memoryLimit(megabytes),
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

/** Resident memory of a server's process, in MB: before the load, the median of its second and its last quarter. */
function watchMemory({ process }: Server) {
  const start = process.memory();
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(process.memory()), 500);
  return {
    stop: () => {
      clearInterval(timer);
      const quarter = (n: number) =>
        median(seen.slice((n - 1) * (seen.length >> 2), n * (seen.length >> 2)));
      return { start, middle: quarter(2), end: quarter(4), most: Math.max(...seen) };
    },
  };
}
