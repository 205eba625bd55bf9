import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../src/lifecycle/migrate';
import { startBincard, type BincardProcess } from '../test/support/bincard-process';
import { makePostgres, type OwnPostgres } from '../test/support/own-postgres';
import { checkSales, salesOf, SECRET, tokenOf, withPools } from './support/load-check';
import { runClients, summarize } from './support/load-clients';
import { median } from './support/rounds';
import { makeShop, type Shop } from './support/shop';

const CONNECTIONS = 64;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);
const SIZE = { products: 1000, locations: 4, batches: 2, quantity: 1_000_000_000 };
/** The memory of a server is flat if its last quarter needs at most this much more than its second. */
const FLAT = 1.1;

/** 64 connections that read and sell, against `bincard start` as it is installed; then the same with failures. */
export async function benchLoad(): Promise<Record<string, unknown>> {
  const postgres = await makePostgres(['shared_buffers=256MB']);
  await postgres.start();
  try {
    await migrate(postgres.url);
    const shop = await withPools(postgres, (owner, app) => makeShop(owner, app, SIZE));
    const noFailures = () => Promise.resolve();
    const undisturbed = await run(postgres, shop, 1, noFailures, ({ middle }) => middle * FLAT);
    console.error(JSON.stringify(undisturbed));
    // When the second server is killed, the first takes over its clients. So it may need as much as a server with all.
    const most = undisturbed.memoryMegabytes.most * FLAT;
    const failures = (servers: Server[]) => failOver(postgres, servers);
    const withFailures = await run(postgres, shop, 2, failures, () => most);
    const passed = [undisturbed, withFailures].every(({ checks }) =>
      Object.values(checks).every(Boolean),
    );
    if (!passed) process.exitCode = 1;
    return { connections: CONNECTIONS, poolSize: 10, undisturbed, withFailures, passed };
  } finally {
    await postgres.remove();
  }
}

/** Restarts PostgreSQL, kills the second server, and restarts PostgreSQL again, the last time without a clean shutdown. */
async function failOver(postgres: OwnPostgres, [, second]: Server[]): Promise<void> {
  await sleep(SECONDS * 250);
  await restart(postgres, 'fast');
  await sleep(SECONDS * 250);
  second!.isKilled = true;
  second!.process.child.kill('SIGKILL');
  await sleep(SECONDS * 250);
  await restart(postgres, 'immediate');
}

async function restart(postgres: OwnPostgres, how: 'fast' | 'immediate'): Promise<void> {
  await postgres.stop(how);
  await sleep(1000); // about as long as a fail-over takes
  await postgres.start();
}

interface Server {
  readonly process: BincardProcess;
  readonly url: string;
  isKilled: boolean;
}

async function run(
  postgres: OwnPostgres,
  shop: Shop,
  count: number,
  failures: (servers: Server[]) => Promise<void>,
  memoryLimit: (measured: { middle: number }) => number,
) {
  const log = openSync(path.join(postgres.folder, 'server.log'), 'w');
  const servers: Server[] = [];
  for (let n = 0; n < count; n++) servers.push(await startServer(postgres, log, n));
  try {
    const before = await salesOf(postgres, shop);
    const memory = sampleMemory(servers[0]!);
    let isOver = false;
    const tokens = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, n) => tokenOf(shop, `till-${n}`)),
    );
    const start = performance.now();
    const clients = runClients({
      ...{ shop, tokens, isOver: () => isOver },
      urlOf: (client) =>
        (servers.slice(client % count).find((server) => !server.isKilled) ?? servers[0]!).url,
      isKilled: (url) => servers.some((server) => server.isKilled && server.url === url),
    });
    await Promise.all([failures(servers), sleep(SECONDS * 1000)]);
    isOver = true;
    const result = await clients;
    const seconds = Math.round((performance.now() - start) / 1000);
    const memoryMegabytes = memory.stop();
    const { violated, ...found } = await checkSales(
      postgres,
      shop,
      servers[0]!.url,
      before,
      result,
    );
    return {
      servers: count,
      ...summarize(result, seconds),
      untyped: result.untyped.slice(0, 5),
      memoryMegabytes,
      ...found,
      checks: {
        everyErrorIsTyped: result.untyped.length === 0,
        serverIsRunning: servers[0]!.process.child.exitCode === null,
        memoryIsFlat: memoryMegabytes.end <= memoryLimit(memoryMegabytes),
        noSaleIsLost: found.lost === 0,
        noSaleIsDoubled: found.salesInDatabase === found.acknowledged && found.unitsDiffer === 0,
        everyRuleHolds: violated.length === 0,
      },
      ...(violated.length > 0 ? { violated } : {}),
    };
  } finally {
    for (const { process } of servers) process.child.kill('SIGTERM');
    await Promise.all(servers.map(({ process }) => process.code));
    closeSync(log);
  }
}

/** The first server writes sales in groups, the second, of a run with two, each alone. */
async function startServer(postgres: OwnPostgres, log: number, n: number): Promise<Server> {
  const grouped = { BINCARD_GROUPED_WRITES: n === 0 ? 'on' : 'off' };
  const env = { NODE_ENV: 'production', JWT_SECRET: SECRET, LOG_LEVEL: '', ...grouped };
  const process = startBincard(postgres.url, postgres.folder, env, log);
  return { process, url: await process.url, isKilled: false };
}

/** Resident memory of a server's process, in MB: before the load, the medians of its second and last quarter, and its peak. */
function sampleMemory({ process }: Server) {
  const start = process.memory();
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memory()), 500);
  return {
    stop: () => {
      clearInterval(timer);
      const length = samples.length >> 2;
      const quarter = (n: number) => median(samples.slice((n - 1) * length, n * length));
      return { start, middle: quarter(2), end: quarter(4), most: Math.max(...samples) };
    },
  };
}
