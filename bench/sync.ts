import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { readSql } from '../src/database/sql-files';
import { dirtyReels, everyDirt, makeDirtyFile, type Dirt } from '../test/sync/dirty-reels';
import { median } from './support/rounds';
import { memoryOf, runCommand } from './support/cli-process';

const REELS = Number(process.env['BENCH_REELS'] ?? 50_000);
const SALES = Number(process.env['BENCH_SALES'] ?? 5_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const DIRTS: Record<string, Record<Dirt, number>> = {
  clean: Object.fromEntries(Object.keys(everyDirt(1)).map((dirt) => [dirt, 0])) as Record<
    Dirt,
    number
  >,
  dirty: everyDirt(REELS),
};

type Figures = Record<string, number>;

interface SyncOutcome {
  readonly runId: string;
  readonly created: number;
  readonly exported: number;
  readonly seen: number;
}

/** Whose rows an import writes. */
const TABLES = [
  ...[
    'products',
    'product_units',
    'product_codes',
    'product_attributes',
    'audit_log',
    'audit_heads',
  ],
  ...['receipts', 'lots', 'batches', 'movements', 'stock_levels', 'batch_stock', 'daily_stock'],
  'product_mappings',
];

/**
 * Imports a clean file of reels and one with errors in every sixth row, imports them again and exports sales to them, with
 * the command line in a separate process. For comparison, inserts the same rows into tables without any rule.
 */
export async function benchSync(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-bench-sync-'));
  const env = { DATABASE_URL: databaseUrl, BINCARD_SYNC_DIR: folder };
  const rounds: Record<string, Figures[]> = { clean: [], dirty: [] };
  try {
    await owner.query(readSql('bench/support/import-ceiling.sql'));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [kind, done] of Object.entries(rounds)) {
        console.error(`round ${round + 1}, ${kind}, load ${os.loadavg()[0]!.toFixed(1)} ...`);
        const tenant = `${kind}-${round}`;
        makeDirtyFile(folder, tenant, 'reels.db', dirtyReels(REELS, DIRTS[kind]!, round));
        done.push(await measure(owner, app, tenant, env));
        console.error(JSON.stringify(done.at(-1)));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const results = Object.entries(rounds).map(([kind, done]) => [kind, summary(done)]);
  return { reels: REELS, sales: SALES, ...(Object.fromEntries(results) as object) };
}

async function measure(
  owner: Pool,
  app: Pool,
  tenant: string,
  env: { DATABASE_URL: string; BINCARD_SYNC_DIR: string },
): Promise<Figures> {
  const { tenantId, call } = await openTenant(owner, app, tenant);
  const rate = async (direction: 'import' | 'export', rows: (outcome: SyncOutcome) => number) => {
    const args = ['sync', 'mill', `--${direction}-only`, '--tenant', tenant];
    const { outcome: runs, samples } = await runCommand<[SyncOutcome]>(args, env);
    const [outcome] = runs;
    const { rows: times } = await owner.query<{ began: Date; ended: Date }>(
      `select r.started_at as began, e.ended_at as ended from inventory.sync_runs r
       join inventory.sync_run_ends e on e.run_id = r.id where r.id = $1`,
      [outcome.runId],
    );
    const [began, ended] = [times[0]!.began.getTime(), times[0]!.ended.getTime()];
    const perSecond = Math.round((rows(outcome) * 1000) / (ended - began));
    return { outcome, perSecond, memory: memoryOf(samples, began, ended) };
  };
  const imported = await rate('import', ({ seen }) => seen);
  const ceiling = await ceilingOf(owner, tenantId);
  const reimported = await rate('import', ({ seen }) => seen);
  await sell(owner, tenantId, call);
  const exported = await rate('export', ({ exported: rows }) => rows);
  return {
    ...{ importPerSecond: imported.perSecond, created: imported.outcome.created },
    ceilingPerSecond: Math.round((imported.outcome.created * 1000) / ceiling),
    ...{ reimportPerSecond: reimported.perSecond, exportPerSecond: exported.perSecond },
    ...imported.memory,
    residentPeakReimport: reimported.memory['residentPeak']!,
    residentPeakExport: exported.memory['residentPeak']!,
  };
}

async function openTenant(owner: Pool, app: Pool, code: string) {
  const { rows } = await owner.query<{ id: string }>(
    'select inventory.create_tenant($1, $1) as id',
    [code],
  );
  const tenantId = rows[0]!.id;
  const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
  const call = async (name: string, input: object): Promise<string> => {
    const text = `select inventory.${name}($1::jsonb, $2::jsonb) ->> 'id' as id`;
    return (await app.query<{ id: string }>(text, [identity, JSON.stringify(input)])).rows[0]!.id;
  };
  const location = { code: 'YARD', name: 'Yard', kind: 'WAREHOUSE' };
  const locationId = await call('create_location', location);
  await call('create_sync_source', {
    ...{ name: 'mill', path: 'reels.db', tableName: 'reels', keyColumn: 'reel_number' },
    ...{ statusColumn: 'status', inStockValues: ['In-stock'], soldValues: ['Sold', 'Delivered'] },
    ...{ lastDateColumn: 'last_date', quantityColumn: 'pieces', locationId },
  });
  return { tenantId, call };
}

/** The milliseconds that the rows of an import take without any rule. */
async function ceilingOf(owner: Pool, tenantId: string): Promise<number> {
  const start = performance.now();
  await owner.query('call bench.insert_rows_of($1, $2)', [tenantId, TABLES]);
  return performance.now() - start;
}

async function sell(
  owner: Pool,
  tenantId: string,
  call: (name: string, input: object) => Promise<string>,
): Promise<void> {
  const { rows } = await owner.query<{ locationId: string; productId: string; quantity: number }>(
    `select l.id as "locationId", m.product_id as "productId", m.external_quantity as quantity
     from inventory.product_mappings m join inventory.locations l on l.tenant_id = m.tenant_id
     where m.tenant_id = $1 order by md5(m.external_key) limit $2`,
    [tenantId, SALES],
  );
  for (let at = 0; at < rows.length; at += 100) {
    const lines = rows
      .slice(at, at + 100)
      .map(({ productId, quantity }) => ({ productId, quantity }));
    await call('record_sale', { locationId: rows[0]!.locationId, lines });
  }
}

function summary(rounds: Figures[]): Record<string, unknown> {
  const names = Object.keys(rounds[0]!);
  const medians = names.map((name) => [name, median(rounds.map((round) => round[name]!))]);
  const figures = Object.fromEntries(medians) as Figures;
  return {
    ...figures,
    ratio: figures['importPerSecond']! / figures['ceilingPerSecond']!,
    rounds: rounds.map(({ importPerSecond }) => importPerSecond),
  };
}
