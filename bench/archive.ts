import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { checkArchive } from '../src/archive/check';
import { readArchive } from '../src/archive/read';
import { planArchive, writeArchive } from '../src/archive/write';
import { Snapshot } from '../src/database/snapshot';
import { streamCopy } from '../src/exports/stream';
import { makeHistory } from './support/history';

const PRODUCTS = Number(process.env['BENCH_PRODUCTS'] ?? 1_000);
/** Movements of each chain, one a day: of the sizes that reconcile takes, the first. */
const ROUNDS = Number((process.env['BENCH_HISTORY'] ?? '25').split(',')[0]);

/** Closes the days of a ledger, then writes them to an archive, checks it and reads it. */
export async function benchArchive(owner: Pool, app: Pool): Promise<Record<string, unknown>> {
  const size = { products: PRODUCTS, locations: 4, rounds: ROUNDS, days: ROUNDS };
  const tenantId = await makeHistory(owner, size);
  await closeDays(app, tenantId);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-archive-'));
  const file = path.join(folder, 'archive.ndjson.gz');
  const snapshot = new Snapshot(app, tenantId, false);
  try {
    const who = { tenantId, tenant: 'bench' };
    const plan = (await planArchive(snapshot, who, null, '9999-12-31'))!;
    const { movements, days } = plan.header;
    const aSecond = async (work: () => Promise<unknown>) => {
      const start = performance.now();
      await work();
      return Math.round((1000 * movements) / (performance.now() - start));
    };
    const written = await aSecond(async () =>
      writeArchive(file, plan, await streamCopy(app, tenantId, plan.copy), () => undefined),
    );
    const checked = await aSecond(() => checkArchive(file));
    const read = await aSecond(async () => {
      for await (const found of readArchive(file, {})) void found;
    });
    const bytesPerMovement = Math.round(statSync(file).size / movements);
    return { movements, days, bytesPerMovement, movementsASecond: { written, checked, read } };
  } finally {
    await snapshot.end();
    rmSync(folder, { recursive: true });
  }
}

async function closeDays(app: Pool, tenantId: string): Promise<void> {
  const client = await app.connect();
  try {
    const identity = JSON.stringify({ tenant: tenantId, actor: 'bench', role: 'admin' });
    await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    const { rows } = await client.query<{ day: string }>(
      `select distinct business_date::text as day from inventory.daily_stock
       where business_date < inventory.tenant_today($1) order by 1`,
      [tenantId],
    );
    for (const { day } of rows) {
      await client.query('select inventory.close_day($1, $2)', [identity, { businessDate: day }]);
      await client.query(`select set_config('app.tenant_id', $1, false)`, [tenantId]);
    }
  } finally {
    client.release(true);
  }
}
