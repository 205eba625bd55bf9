import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { prepareFuzz } from '../test/sync/hostile-run';
import type { SyncSource } from '../src/sync/source';
import { SourceProcess } from '../src/sync/source-process';

const FILES = Number(process.env['BENCH_FILES'] ?? 500);
const SEED = Number(process.env['BENCH_SEED'] ?? 1);
const LARGE_ROWS = 400_000;
const IDLE_MS = 60_000;

/**
 * Reads generated and damaged SQLite files, and a valid one of more than 100 MB. Measures the effect on the server: how long
 * its event loop is blocked, and how long health checks from another process take.
 */
export async function benchSyncFuzz(): Promise<Record<string, unknown>> {
  const files = prepareFuzz(FILES, SEED);
  const folder = makeLargeFile();
  try {
    // An idle process, for comparison: the machine may be busy.
    const idle = await measured(async () => {
      await sleep(IDLE_MS);
      return {};
    });
    const fuzz = await measured(() =>
      files.run({ deadlineMs: 5_000, memoryMb: 512 }, (done) => {
        if (done % 50 === 0) console.error(`${done} of ${FILES} files`);
      }),
    );
    const large = await measured(() => readLargeFile(folder));
    return { seed: SEED, files: FILES, idle, fuzz, large };
  } finally {
    files.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `work` while another process sends this one a health check every 20 ms. */
async function measured<Result>(work: () => Promise<Result>): Promise<Result & Figures> {
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const checks = spawn(process.execPath, ['-e', HEALTH_CHECKS, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  checks.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  await sleep(500);
  delay.enable();
  const start = performance.now();
  const result = await work();
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  delay.disable();
  checks.kill('SIGTERM');
  await new Promise((resolve) => checks.once('close', resolve));
  server.close();
  const health = JSON.parse(printed) as Record<string, number>;
  const loop = { p99: round(delay.percentile(99) / 1e6), max: round(delay.max / 1e6) };
  return { ...result, seconds, eventLoopMs: loop, healthCheckMs: health };
}

interface Figures {
  readonly seconds: number;
  readonly eventLoopMs: { readonly p99: number; readonly max: number };
  readonly healthCheckMs: Record<string, number>;
}

/** Sends health checks to a port. At SIGTERM it prints how long the answers took. */
const HEALTH_CHECKS = `
  const times = [];
  const check = async () => {
    const start = performance.now();
    await (await fetch('http://127.0.0.1:' + process.argv[1])).text();
    times.push(performance.now() - start);
    setTimeout(check, 20);
  };
  check();
  process.on('SIGTERM', () => {
    times.sort((a, b) => a - b);
    const at = (part) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] * 10) / 10;
    process.stdout.write(JSON.stringify({ requests: times.length, p50: at(0.5), p99: at(0.99), max: at(1) }), () => process.exit());
  });`;

function makeLargeFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-large-'));
  mkdirSync(path.join(folder, 'shop'));
  const db = new DatabaseSync(path.join(folder, 'shop', 'large.db'));
  db.exec(`create table reels (k text, status text, a text, b text);
    with recursive i (i) as (select 1 union all select i + 1 from i where i < ${LARGE_ROWS})
    insert into reels select printf('R-%08d', i), 'In-stock', hex(zeroblob(60)), hex(randomblob(60)) from i`);
  db.close();
  return folder;
}

async function readLargeFile(folder: string): Promise<{ megabytes: number; rows: number }> {
  const source = {
    ...{ tenantCode: 'shop', path: 'large.db', tableName: 'reels', keyColumn: 'k' },
    ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold'] },
    ...{ quantityColumn: null, lastDateColumn: null, mappings: null, timeZone: 'UTC' },
    allowComputed: false,
  } as unknown as SyncSource;
  const file = new SourceProcess();
  await file.request('open', { folder, source, mode: 'ro' });
  await file.request('countRows');
  await file.request('startImport', { keys: null });
  let rows = 0;
  for (let page; (page = await file.request('nextPage')) !== null;) {
    await file.request('mapRows', { page: page.page, rows: page.rows.map((_, at) => at) });
    await file.request('releasePage', { page: page.page });
    rows += page.rows.length;
  }
  await file.stop();
  const { size } = statSync(path.join(folder, 'shop', 'large.db'));
  return { megabytes: Math.round(size / 1e6), rows };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
