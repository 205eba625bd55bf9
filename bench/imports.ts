import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { readSql } from '../src/database/sql-files';
import { memoryOf, runCommand } from './support/cli-process';
import { makeFiles, type Files } from './support/import-files';
import { median } from './support/rounds';

const ROWS = Number(process.env['BENCH_IMPORT_ROWS'] ?? 100_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

type Figures = Record<string, number>;

interface Outcome {
  readonly id: string;
  readonly rows: number;
  readonly created: number;
  readonly refused: number;
}

const PRODUCT_TABLES = [
  ...[
    'products',
    'product_units',
    'product_codes',
    'product_attributes',
    'audit_log',
    'audit_heads',
  ],
  'imported_rows',
];
const STOCK_TABLES = [
  ...['receipts', 'lots', 'batches', 'movements', 'stock_levels', 'batch_stock', 'daily_stock'],
  'imported_rows',
];

/**
 * Brings files of products and of their stock in, with the command line in a separate process: as a dry run (one
 * transaction), live, and again. For comparison, the same rows inserted into tables without any rule.
 */
export async function benchImports(
  databaseUrl: string,
  owner: Pool,
): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-bench-imports-'));
  const rounds: Figures[] = [];
  try {
    const files = await makeFiles(folder, ROWS);
    await owner.query(readSql('bench/support/import-ceiling.sql'));
    for (let round = 0; round < ROUNDS; round++) {
      console.error(`round ${round + 1}, load ${os.loadavg()[0]!.toFixed(1)} ...`);
      rounds.push(await measure(databaseUrl, owner, files, `import-${round}`));
      console.error(JSON.stringify(rounds.at(-1)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const names = Object.keys(rounds[0]!);
  const figures: Figures = Object.fromEntries(
    names.map((name) => [name, median(rounds.map((round) => round[name]!))]),
  );
  return {
    rows: ROWS,
    ...figures,
    productsRatio: figures['productsPerSecond']! / figures['productsCeilingPerSecond']!,
    stockRatio: figures['stockPerSecond']! / figures['stockCeilingPerSecond']!,
    rounds: rounds.map((round) => [round['productsPerSecond'], round['stockPerSecond']]),
  };
}

async function measure(
  databaseUrl: string,
  owner: Pool,
  files: Files,
  tenant: string,
): Promise<Figures> {
  const { rows } = await owner.query<{ id: string }>(
    'select inventory.create_tenant($1, $1) as id',
    [tenant],
  );
  const run = async (kind: string, file: string, ...options: string[]) => {
    const finished = await runCommand<Outcome>(
      ['import', kind, file, '--tenant', tenant, ...options],
      { DATABASE_URL: databaseUrl },
    );
    const { outcome, milliseconds, samples } = finished;
    const { rows: times } = await owner.query<{ began: Date; ended: Date }>(
      `select r.started_at as began, e.ended_at as ended from inventory.import_runs r
       join inventory.import_run_ends e on e.run_id = r.id where r.id = $1`,
      [outcome.id],
    );
    const [began, ended] = [times[0]!.began.getTime(), times[0]!.ended.getTime()];
    return {
      outcome,
      perSecond: Math.round((outcome.rows * 1000) / (ended - began)),
      /** With the start of the process and the first reading of the file. */
      wholePerSecond: Math.round((outcome.rows * 1000) / milliseconds),
      memory: memoryOf(samples, began, ended),
    };
  };
  const ceiling = async (tables: string[], kind: string) => {
    const start = performance.now();
    await owner.query('call bench.insert_rows_of($1, $2, $3)', [rows[0]!.id, tables, kind]);
    return Math.round((ROWS * 1000) / (performance.now() - start));
  };
  const live = ['--live', '--yes'];
  await run('locations', files.locations, ...live);
  const dryProducts = await run('products', files.products);
  const products = await run('products', files.products, ...live);
  const productsCeiling = await ceiling(PRODUCT_TABLES, 'PRODUCTS');
  const productsAgain = await run('products', files.products, ...live);
  const dryStock = await run('stock', files.stock);
  const stock = await run('stock', files.stock, ...live);
  const stockCeiling = await ceiling(STOCK_TABLES, 'STOCK');
  const stockAgain = await run('stock', files.stock, ...live);
  const wrong = await run('stock', files.wrong, ...live);
  const failed = [products, stock].find(({ outcome }) => outcome.created !== ROWS);
  if (failed) throw new Error(`Not all rows came in: ${JSON.stringify(failed.outcome)}`);
  return {
    productsPerSecond: products.perSecond,
    productsCeilingPerSecond: productsCeiling,
    productsWholePerSecond: products.wholePerSecond,
    productsDryRunPerSecond: dryProducts.perSecond,
    productsAgainPerSecond: productsAgain.perSecond,
    ...prefixed('products', products.memory),
    stockPerSecond: stock.perSecond,
    stockCeilingPerSecond: stockCeiling,
    stockWholePerSecond: stock.wholePerSecond,
    stockDryRunPerSecond: dryStock.perSecond,
    stockAgainPerSecond: stockAgain.perSecond,
    stockWithErrorsPerSecond: wrong.perSecond,
    ...prefixed('stock', stock.memory),
    stockDryRunResidentPeak: dryStock.memory['residentPeak']!,
  };
}

function prefixed(name: string, figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([key, figure]) => [`${name}_${key}`, figure]),
  );
}
