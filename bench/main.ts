import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openEmbeddedServer } from '../src/postgres/embedded-server';
import { migrate } from '../src/lifecycle/migrate';
import { createPool } from '../src/database/pool';
import { packageRoot } from '../src/database/sql-files';
import { benchApi } from './api';
import { benchLoad } from './load';
import { benchModel } from './model';
import { benchReconcile } from './reconcile';
import { benchSaleInSql } from './sale-in-sql';
import { benchSync } from './sync';
import { benchSyncFuzz } from './sync-fuzz';

const MACHINE = '2 cores, 24 GiB, shared';

/** `npm run bench [-- sql|api|model|reconcile|sync|sync-fuzz|load]`: runs the measurements on a fresh embedded server and keeps the figures. */
async function main(): Promise<void> {
  const only = process.argv[2];
  if (only === 'load') return keep('load', await benchLoad()); // it restarts a server of its own
  if (only === 'sync-fuzz') return keep('sync-fuzz', await benchSyncFuzz()); // it needs no database
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-bench-'));
  chmodSync(folder, 0o755);
  const server = await openEmbeddedServer(folder, ['shared_buffers=256MB']);
  try {
    await migrate(server.url);
    const owner = createPool(server.url, 'postgres', { max: 2 });
    const app = createPool(server.url, 'bincard_app', { max: 8 });
    if (!only || only === 'sql') keep('sale-in-sql', await benchSaleInSql(owner, app));
    if (!only || only === 'api') keep('api', await benchApi(server.url, owner, app));
    if (!only || only === 'model') keep('model', await benchModel(server.url));
    if (only === 'sync') keep('sync', await benchSync(server.url, owner, app));
    if (only === 'reconcile') keep('reconcile', await benchReconcile(owner, app));
    await owner.end();
    await app.end();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function keep(name: string, figures: Record<string, unknown>): void {
  const folder = path.join(packageRoot, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ machine: MACHINE, node: process.version, ...figures }, null, 2);
  writeFileSync(path.join(folder, `${name}.json`), `${text}\n`);
  console.log(`${name}\n${text}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
