import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { packageRoot } from '../src/database/sql-files';
import { newSecret } from '../src/webhooks/secret';
import { TestReceiver } from '../test/webhooks/receiver';
import { makeShop } from './support/shop';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 600);
const SALES_A_SECOND = 5;
const CALL = 'select inventory.record_sale($1::jsonb, $2::jsonb) as result';

/**
 * Sells for ten minutes while the receiver of a webhook fails, answers too late, cuts off and restarts, and while one of two
 * workers is killed again and again. Counts what was missed (none may be), what came twice, and what first came out of order.
 */
export async function benchWebhooks(
  databaseUrl: string,
  owner: Pool,
  app: Pool,
): Promise<Record<string, unknown>> {
  const shop = await makeShop(owner, app, {
    ...{ products: 10, locations: 1, batches: 1, quantity: 1_000_000 },
  });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-bench-webhooks-'));
  const receiver = new TestReceiver((_message, number) => {
    const luck = (number * 7919) % 100;
    return luck < 70 ? 200 : luck < 80 ? 500 : luck < 86 ? 'hang' : luck < 94 ? 'reset' : 503;
  });
  await receiver.start();
  receiver.secret = newSecret();
  const webhook = { url: receiver.url, events: ['movement.sale'], secret: receiver.secret };
  const made = await app.query<{ result: { id: string } }>(
    'select inventory.create_webhook($1, $2) as result',
    [shop.identity, JSON.stringify(webhook)],
  );

  const workers: ChildProcess[] = [0, 1].map(() => startWorker(databaseUrl, folder));
  const sold: string[] = [];
  const counts = { killed: 0, restarted: 0 };
  const end = Date.now() + SECONDS * 1000;
  const disturb = async () => {
    for (let n = 0; Date.now() < end; n = (n + 1) % 2) {
      await sleep(10_000);
      workers[n]!.kill('SIGKILL');
      workers[n] = startWorker(databaseUrl, folder);
      counts.killed++;
      await sleep(5_000);
      await receiver.stop();
      await sleep(2_000);
      await receiver.start();
      counts.restarted++;
    }
  };
  const sell = async () => {
    for (let n = 0; Date.now() < end; n++) {
      const product = shop.products[n % shop.products.length];
      const lines = [{ productId: product, quantity: 1 }];
      const input = JSON.stringify({ locationId: shop.locations[0], lines });
      const { rows } = await app.query<{ result: { id: string } }>(CALL, [shop.identity, input]);
      sold.push(rows[0]!.result.id);
      await sleep(1000 / SALES_A_SECOND);
    }
  };
  try {
    await Promise.all([disturb(), sell()]);
    const drained = Date.now();
    receiver.behave = () => 200;
    await app.query('select 1');
    while (receiver.firsts.length < sold.length && Date.now() < drained + 300_000) await sleep(500);
    return {
      ...{ seconds: SECONDS, sales: sold.length, ...counts, webhook: made.rows[0]!.result.id },
      ...figures(receiver, sold),
      secondsToDrain: Math.round((Date.now() - drained) / 1000),
    };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await receiver.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(receiver: TestReceiver, sold: string[]): Record<string, number> {
  const documents = new Map(
    receiver.taken.map(({ id, data }) => [id, (data as { documentId: string }).documentId]),
  );
  const firsts = receiver.firsts.map((id) => documents.get(id)!);
  const known = new Set(firsts);
  return {
    attempts: receiver.arrived,
    taken: receiver.taken.length,
    events: firsts.length,
    missed: sold.filter((id) => !known.has(id)).length,
    repeated: receiver.taken.length - firsts.length,
    outOfOrder: firsts.filter((id, at) => sold[at] !== id).length,
    notVerified: receiver.wrong.length,
  };
}

function startWorker(databaseUrl: string, folder: string): ChildProcess {
  const env = {
    ...{ PATH: process.env['PATH'], DATABASE_URL: databaseUrl, BINCARD_DATA_DIR: folder },
    ...{ BINCARD_WEBHOOK_PRIVATE: 'on', BINCARD_WEBHOOK_TIMEOUT_MS: '500', LOG_LEVEL: 'silent' },
  };
  return spawn(process.execPath, [path.join(packageRoot, 'dist/src/cli/main.js'), 'worker'], {
    ...{ env, stdio: 'ignore' },
  });
}
