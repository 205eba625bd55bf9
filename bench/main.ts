import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Argument, Command } from 'commander';
import type { Pool } from 'pg';
import { openEmbeddedServer } from '../src/postgres/embedded-server';
import { migrate } from '../src/lifecycle/migrate';
import { createPool } from '../src/database/pool';
import { packageRoot } from '../src/database/sql-files';
import { benchAnchors } from './anchors';
import { benchArchive } from './archive';
import { benchApi } from './api';
import { benchConsole } from './console';
import { benchDocumentsInGroups } from './documents-in-groups';
import { benchImports } from './imports';
import { benchLoad } from './load';
import { benchModel } from './model';
import { benchRead } from './read';
import { benchReconcile } from './reconcile';
import { benchSaleInGroups } from './sale-in-groups';
import { benchSaleInSql } from './sale-in-sql';
import { benchSaleWal } from './sale-wal';
import { benchScale } from './scale';
import { benchStockAudit } from './stock-audit';
import { benchSync } from './sync';
import { benchSyncFuzz } from './sync-fuzz';
import { benchWebhooks } from './webhooks';
import { benchWorth } from './worth';
import { isQuiet, loadAverage, MACHINE, whenQuiet } from './support/machine';

type Figures = Record<string, unknown>;

interface Benchmark {
  /** The name of its file in bench/results. */
  readonly result: string;
  readonly run: (url: string, owner: Pool, app: Pool) => Promise<Figures>;
  /** It waits for a quiet machine itself, after it has made what it measures, and says as `quiet` whether it became one. */
  readonly waits?: boolean;
  /** It counts and does not time: what it finds is kept of a busy machine too. */
  readonly counts?: boolean;
}

const BENCHMARKS: Record<string, Benchmark> = {
  sql: { result: 'sale-in-sql', run: (_, owner, app) => benchSaleInSql(owner, app) },
  wal: { result: 'sale-wal', run: (_, owner, app) => benchSaleWal(owner, app) },
  groups: { result: 'sale-in-groups', run: (_, owner, app) => benchSaleInGroups(owner, app) },
  documents: {
    ...{
      result: 'documents-in-groups',
      run: (_, owner, app) => benchDocumentsInGroups(owner, app),
    },
  },
  api: { result: 'api', run: benchApi },
  model: { result: 'model', run: benchModel },
  read: { result: 'read', run: benchRead },
  reconcile: { result: 'reconcile', run: (_, owner, app) => benchReconcile(owner, app) },
  anchors: { result: 'anchors', run: (_, owner, app) => benchAnchors(owner, app) },
  archive: { result: 'archive', run: (_, owner, app) => benchArchive(owner, app) },
  audit: { result: 'stock-audit', run: (_, owner, app) => benchStockAudit(owner, app) },
  scale: { result: 'scale', run: benchScale, waits: true },
  sync: { result: 'sync', run: benchSync },
  imports: { result: 'imports', run: (url, owner) => benchImports(url, owner) },
  console: { result: 'console', run: benchConsole },
  webhooks: { result: 'webhooks', run: benchWebhooks, counts: true },
  worth: { result: 'worth', run: benchWorth },
};

/** These need no database, or stop and start one of their own. */
const WITHOUT_SERVER: Record<string, () => Promise<Figures>> = {
  'sync-fuzz': benchSyncFuzz,
  load: benchLoad,
};

const HELP = `
Sizes and times can be set in the environment:
  BENCH_ROUNDS                     rounds of sql, groups, documents, api, read, sync, imports, worth and console
  BENCH_POSTGRAPHILE               a folder where PostGraphile 5 is installed: another side of read
  BENCH_NODE                       the Node that the servers run on; PostGraphile 5 needs 22
  BENCH_SCROLL_ROUNDS, _MS         how often console scrolls the whole bin card: 1, and the longest: 900000
  BENCH_SEED                       seed of model and sync-fuzz
  BENCH_OPERATIONS                 operations of model
  BENCH_PRODUCTS                   products of anchors, archive, audit, reconcile and worth
  BENCH_SIZES                      sizes of scale, millions of movements x places: 1x20000,1x80000,10x80000
  BENCH_PATIENCE                   minutes to wait at most until the machine is quiet: 5
  BENCH_HISTORY                    movements for each batch of anchors, archive, console, reconcile and worth
  BENCH_REELS, BENCH_SALES         rows of sync
  BENCH_IMPORT_ROWS                rows of each file of imports
  BENCH_FILES                      files of sync-fuzz
  BENCH_SECONDS                    duration of each run of load, and of webhooks
  BENCH_PGLEDGER                   a checkout of pgledger, which sql compares with

The figures of a benchmark that began while the load average of the machine was above 1 are printed and not kept, but
those of webhooks, which are counts.
Between two benchmarks of one call, what the first left behind is waited for, and in scale what made the history.`;

async function main(): Promise<void> {
  const names = [...Object.keys(BENCHMARKS), ...Object.keys(WITHOUT_SERVER)];
  await new Command('npm run bench --')
    .description(
      'Runs benchmarks on a fresh embedded PostgreSQL and writes the figures to bench/results.',
    )
    .addArgument(new Argument('[name]', 'without it: sql, api and model').choices(names))
    .addHelpText('after', HELP)
    .action(async (name?: string) => {
      const alone = name && WITHOUT_SERVER[name];
      if (alone) await keep(name, alone);
      else await withServer(name ? [name] : ['sql', 'api', 'model']);
    })
    .parseAsync();
}

async function withServer(names: string[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-bench-'));
  chmodSync(folder, 0o755);
  const server = await openEmbeddedServer(folder, ['shared_buffers=256MB']);
  try {
    await migrate(server.url);
    const owner = createPool(server.url, 'postgres', { max: 2 });
    const app = createPool(server.url, 'bincard_app', { max: 64 });
    for (const name of names) {
      const { result, run, ...how } = BENCHMARKS[name]!;
      await keep(result, () => run(server.url, owner, app), how);
    }
    await owner.end();
    await app.end();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

let others = 0;

/** Runs a benchmark, prints its figures, and keeps them if the machine had nothing else to do when it began, or it only counts. */
async function keep(
  result: string,
  run: () => Promise<Figures>,
  { waits = false, counts = false } = {},
): Promise<void> {
  if (others++ > 0) await whenQuiet();
  let quiet = counts || isQuiet();
  const before = loadAverage();
  const figures = await run();
  if (waits) quiet = figures['quiet'] === true;
  const load = { before, after: loadAverage() };
  const text = JSON.stringify(
    { machine: MACHINE, node: process.version, load, ...figures },
    null,
    2,
  );
  console.log(`${result}\n${text}`);
  if (!quiet) {
    console.error(`${result}: not kept, because the load average was above 1 before it began`);
    process.exitCode = 1;
    return;
  }
  const folder = path.join(packageRoot, 'bench/results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${result}.json`), `${text}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
