import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { outputsOf } from '../../examples/outputs';
import { Placeholders } from '../../examples/placeholders';
import { createPool } from '../../src/database/pool';
import { packageRoot } from '../../src/database/sql-files';
import { Snapshot } from '../../src/database/snapshot';
import { EXPORTS } from '../../src/exports/export-list';
import { findExport, prepareExport } from '../../src/exports/exports';
import { streamCopy } from '../../src/exports/stream';
import { bincard } from '../cli/bincard';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { makeDataDir } from '../support/running-server';
import { describeWithCitus, makeDistributed, on, type Cluster } from './cluster';

// Every example and the tutorial have the outputs of one machine: each kind of document, each query and each command.

const NAME = `bincard_test_examples_${process.pid}`;

/** What is another output on nodes, and why. */
const DIFFERENT: Record<string, string> = {
  'examples/02-try-to-break-it.sql.out':
    'what a session sets for itself does not reach the workers: no row is seen',
};

describeWithCitus('the examples, on the nodes of Citus', () => {
  let cluster: Cluster;
  let database: TestDatabase;
  let outputs: Map<string, string>;

  beforeAll(async () => {
    cluster = await makeDistributed(NAME);
    outputs = await outputsOf(cluster.url, makeDataDir());
    database = await createTestDatabase();
    await outputsOf(database.url, makeDataDir());
  }, 900_000);
  afterAll(async () => {
    await database?.drop();
    await cluster?.drop();
  }, 60_000);

  it('have the outputs of one machine', () => {
    const differing = [...outputs].filter(
      ([name, output]) => readFileSync(path.join(packageRoot, name), 'utf8') !== output,
    );
    expect(differing.map(([name]) => name)).toEqual(Object.keys(DIFFERENT));
  });

  it.each([['compare'], ['verify'], ['rules']])(
    'leave nothing wrong: %s',
    async (command) => {
      for (const tenant of ['demo', 'corner']) {
        const found = await bincard([command, '--tenant', tenant], { DATABASE_URL: cluster.url });
        expect([tenant, found]).toMatchObject([tenant, { code: 0 }]);
      }
    },
    120_000,
  );

  it.each(EXPORTS.map(({ name }) => name))('are exported as on one machine: %s', async (name) => {
    const rows = await exported(cluster.url, name);
    expect(rows.split('\n').length).toBeGreaterThan(2);
    expect(rows).toBe(await exported(database.url, name));
  });
});

/** An export of the tenant demo, with placeholders for what differs in each run. */
async function exported(url: string, name: string): Promise<string> {
  const pool = createPool(url, 'bincard_app', { max: 1 });
  try {
    const [demo] = await on<{ id: string }>(
      url,
      "select id from inventory.tenants where code = 'demo'",
    );
    const copy = await prepared(pool, demo!.id, name);
    let text = '';
    for await (const part of await streamCopy(pool, demo!.id, copy)) text += String(part);
    return new Placeholders().put(text);
  } finally {
    await pool.end();
  }
}

async function prepared(pool: Pool, tenantId: string, name: string): Promise<string> {
  const snapshot = new Snapshot(pool, tenantId, false);
  const period = { from: '2026-01-01', to: '2999-12-31' };
  try {
    const given = {
      ...(name === 'bin-card' ? { productId: 'MUG' } : {}),
      ...(['bin-card', 'movements', 'stock-audit'].includes(name) ? period : {}),
    };
    return (await prepareExport(findExport(`${name}.csv`)!, given, snapshot)).copy;
  } finally {
    await snapshot.end();
  }
}
