import path from 'node:path';
import type { Pool } from 'pg';
import type { Identity } from '../../src/auth/token';
import { createPool } from '../../src/database/pool';
import { writeDocument, type DocumentFunction } from '../../src/database/documents';
import { toRefusal } from '../../src/database/error-mapping';
import { bincard } from '../cli/bincard';
import { makeDataDir } from '../support/running-server';
import { describeWithCitus, makeDistributed, on, type Cluster } from './cluster';

// What one PostgreSQL can show of this is in test/database/distributed.test.ts.

const NAME = `bincard_test_citus_${process.pid}`;

describeWithCitus('on the nodes of Citus', () => {
  let cluster: Cluster;
  let app: Pool;
  const tenants: Record<string, string> = {};
  const run = (...args: string[]) => bincard(args, { DATABASE_URL: cluster.url });
  const write = <Result>(tenant: string, name: DocumentFunction, input: object, actor = 'me') => {
    const identity: Identity = { tenantId: tenants[tenant]!, actor, role: 'admin' };
    return writeDocument<Result>(app, identity, name, input, false);
  };

  beforeAll(async () => {
    cluster = await makeDistributed(NAME);
    for (const code of ['one', 'two', 'three', 'four']) {
      tenants[code] = (await run('tenant', 'create', code)).stdout.trim();
    }
    app = createPool(cluster.url, 'bincard_app', { max: 2 });
  }, 300_000);
  afterAll(async () => {
    await app?.end();
    await cluster?.drop();
  }, 60_000);

  const stockUp = async (tenant: string, businessDate: string | null = null, name = 'MUG') => {
    const { id: locationId } = await write<{ id: string }>(tenant, 'create_location', {
      ...{ code: `WH-${name}`, name: 'Warehouse', kind: 'WAREHOUSE' },
    });
    const { id: productId } = await write<{ id: string }>(tenant, 'create_product', {
      ...{ sku: name, name: 'Mug', baseUnit: 'pcs' },
    });
    const lines = [{ productId, quantity: 10, batchNumber: 'M-1' }];
    await write(tenant, 'receive_stock', { locationId, idempotencyKey: name, businessDate, lines });
    return { locationId, productId };
  };

  it('a sale, its refund and its void are written, and what would make stock wrong is refused', async () => {
    for (const tenant of Object.keys(tenants)) {
      const { locationId, productId } = await stockUp(tenant);
      const sell = (quantity: number, key: string) =>
        write<{ id: string }>(tenant, 'record_sale', {
          ...{ locationId, idempotencyKey: key, lines: [{ productId, quantity }] },
        });
      const { id } = await sell(4, 'sale');
      expect(await sell(4, 'sale')).toMatchObject({ id });
      const refused = await sell(7, 'more').then(
        () => undefined,
        (error: unknown) => toRefusal(error),
      );
      expect(refused?.message).toBe('Product MUG: 7 requested, 6 available');
      expect(refused?.broken?.rule).toBe('insufficient_stock');
      await write(tenant, 'void_sale', { id, reason: 'wrong customer' });
      await sell(10, 'all');
    }
  }, 120_000);

  it.each([['compare'], ['verify'], ['verify', '--from-anchors']])(
    'finds nothing wrong: %s %s',
    async (...args) => {
      for (const tenant of Object.keys(tenants)) {
        expect(await run(...args, '--tenant', tenant)).toMatchObject({ code: 0 });
      }
    },
    120_000,
  );

  it('closed days are archived and removed, and the ledger goes on', async () => {
    const { locationId, productId } = await stockUp('one', '2026-01-05', 'CUP');
    expect(await run('close', '2026-01-05', '--tenant', 'one')).toMatchObject({ code: 0 });
    const file = path.join(makeDataDir(), 'one.gz');
    for (const args of [
      ['archive', 'write', '--until', '2026-01-05', '--to', file, '--tenant', 'one'],
      ['archive', 'check', file, '--database', '--tenant', 'one'],
      ['archive', 'drop', file, '--live', '--yes', '--tenant', 'one'],
    ]) {
      expect([args[1], await run(...args)]).toMatchObject([args[1], { code: 0 }]);
    }
    const lines = [{ productId, quantity: 1 }];
    await write('one', 'record_sale', { locationId, lines });
    for (const args of [['verify'], ['verify', '--from-anchors'], ['compare'], ['rules']]) {
      expect(await run(...args, '--tenant', 'one')).toMatchObject({ code: 0 });
    }
    expect((await run('archive', 'list', '--tenant', 'one')).stdout).toContain('2026-01-05');
  }, 120_000);

  it('the tenants are on both workers, and a code is used once', async () => {
    const [nodes] = await on<{ count: string }>(
      cluster.url,
      `select count(distinct nodeport) from citus_shards where table_name = 'inventory.locations'::regclass`,
    );
    expect(nodes).toEqual({ count: String(cluster.workers.length) });
    expect((await run('tenant', 'create', 'ONE')).stderr).toContain('tenant_code_taken');
  });

  it('is distributed again after a migration, which changes nothing', async () => {
    const { code, stdout } = await run('distribute', '--live');
    expect(code).toBe(0);
    expect(stdout).toContain(': 0 tables');
    expect(await run('compare', '--tenant', 'one')).toMatchObject({ code: 0 });
  }, 120_000);
});
