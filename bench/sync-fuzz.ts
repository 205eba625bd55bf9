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
 * Reads generated and mutated SQLite files, and an honest one of more than 100 MB, and measures what a server would
 * notice: how long its event loop stands still, and how long a health check takes that is asked by another process.
 */
export async function benchSyncFuzz(): Promise<Record<string, unknown>> {
  const files = prepareFuzz(FILES, SEED);
  const folder = makeLargeFile();
  try {
    // What the machine itself makes of an idle process at the time.
    const idle = await watched(async () => {
      await sleep(IDLE_MS);
      return {};
    });
    const fuzz = await watched(() =>
      files.run({ deadlineMs: 5_000, memoryMb: 512 }, (done) => {
        if (done % 50 === 0) console.error(`${done} of ${FILES} files`);
      }),
    );
    const large = await watched(() => readLargeFile(folder));
    return { seed: SEED, files: FILES, idle, fuzz, large };
  } finally {
    files.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `work` while another process asks this one for its health every 20 ms. */
async function watched<Result>(work: () => Promise<Result>): Promise<Result & Figures> {
  const { createServer } = await import('node:http');
  const server = createServer((_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const asking = spawn(process.execPath, ['-e', ASK, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  asking.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  await sleep(500);
  delay.enable();
  const start = performance.now();
  const result = await work();
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  delay.disable();
  asking.kill('SIGTERM');
  await new Promise((resolve) => asking.once('close', resolve));
  server.close();
  const health = JSON.parse(printed) as Record<string, number>;
  const loop = { p99: round(delay.percentile(99) / 1e6), most: round(delay.max / 1e6) };
  return { ...result, seconds, eventLoopMs: loop, healthCheckMs: health };
}

interface Figures {
  readonly seconds: number;
  readonly eventLoopMs: { readonly p99: number; readonly most: number };
  readonly healthCheckMs: Record<string, number>;
}

/** Asks for the health of a port, and prints how long the answers took when it is ended. */
const ASK = `
  const times = [];
  const ask = async () => {
    const start = performance.now();
    await (await fetch('http://127.0.0.1:' + process.argv[1])).text();
    times.push(performance.now() - start);
    setTimeout(ask, 20);
  };
  ask();
  process.on('SIGTERM', () => {
    times.sort((a, b) => a - b);
    const at = (part) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] * 10) / 10;
    process.stdout.write(JSON.stringify({ asked: times.length, p50: at(0.5), p99: at(0.99), most: at(1) }), () => process.exit());
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
