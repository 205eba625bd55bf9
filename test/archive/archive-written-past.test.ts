import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { violationsStatement } from '../../src/lifecycle/rules';
import { asLedger } from '../rules/writers';
import { asTenant, createTestDatabase, refusalOf, type TestDatabase } from '../support/database';
import { untilSettled } from '../support/settled';
import type { TestShop } from '../support/shop';
import { writeOldShop, type OldShop } from './old-shop';

// Whoever writes past an archive is refused or found; and what of a chain the ledger keeps is held against the archive.

describe('past the archive of a day', () => {
  let database: TestDatabase;
  let old: OldShop;
  let shop: TestShop;

  beforeAll(async () => {
    database = await createTestDatabase();
    old = await writeOldShop(database);
    shop = old.shop;
    await shop.call('set_transfer_status', { id: shop.dispatchedTransfer, status: 'FULFILLED' });
    await database.pools.super.query(
      `create table movements_kept as select * from inventory.movements where business_date = '${old.day}'; grant select on movements_kept to public`,
    );
    await old.archive(old.day);
  }, 60_000);
  afterAll(() => database?.drop());

  it('nobody else removes or changes a movement', async () => {
    const writes: [string, string][] = [
      ['delete from inventory.movements', 'movement_immutable'],
      ['update inventory.movements set quantity = 1', 'movement_immutable'],
      ['truncate inventory.movements', 'movement_immutable'],
      ['delete from inventory.archives', 'document_immutable'],
      ['update inventory.archives set movements = 0', 'document_immutable'],
      ['truncate inventory.archives', 'document_immutable'],
    ];
    const by = (pool: 'app' | 'owner' | 'super', sql: string) =>
      refusalOf(
        asTenant(database.pools[pool], shop.tenant, (client) => client.query(sql), 'rollback'),
      );
    for (const [sql, rule] of writes) {
      expect([sql, await by('app', sql)]).toEqual([sql, 'permission denied']);
      expect([sql, await by('owner', sql)]).toEqual([sql, rule]);
    }
    expect(await by('super', asLedger('delete from inventory.movements'))).toBe(
      'movement_immutable',
    );
  });

  it('nobody brings a movement back, by INSERT or COPY; past all rules it is found', async () => {
    const { super: pool } = database.pools;
    const back = 'insert into inventory.movements select * from movements_kept';
    expect(await refusalOf(asTenant(database.pools.app, shop.tenant, (c) => c.query(back)))).toBe(
      'permission denied',
    );
    expect(await refusalOf(asTenant(database.pools.owner, shop.tenant, (c) => c.query(back)))).toBe(
      'movement_without_document',
    );
    const { rows } = await pool.query<{ line: string }>(
      `select rtrim(k::text, ')') as line from movements_kept k`,
    );
    expect(rows.length).toBeGreaterThan(10);
    const copied = asTenant(pool, shop.tenant, async (client) => {
      const stream = client.query(
        copyFrom('copy inventory.movements from stdin with (format csv)'),
      );
      stream.end(rows.map(({ line }) => `${line.slice(1)}\n`).join(''));
      await finished(stream);
    });
    expect(await refusalOf(copied)).toBe('movement_without_document');
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(`set local session_replication_role = replica;
        alter table inventory.movements disable trigger all; ${back};
        select set_config('app.tenant_id', '${shop.tenant}', true)`);
      const found = await client.query<{ name: string; violations: number }>(violationsStatement());
      const broken = found.rows.filter(({ violations }) => violations > 0);
      expect(broken.map(({ name }) => name)).toContain('archive_false');
      const compared = await client.query(
        `select from inventory.compare_stock(null, null, null, null)`,
      );
      expect(compared.rowCount).toBeGreaterThan(0);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('the end of a chain that has not moved since is held against its anchor', async () => {
    const client = await database.pools.super.connect();
    try {
      await client.query('begin');
      await client.query(`alter table inventory.batch_stock disable trigger all;
        select set_config('app.tenant_id', '${shop.tenant}', true)`);
      const stock = 'select * from inventory.batch_stock where batch_id = $1';
      const { rows: before } = await client.query(stock, [shop.untouchedBatch]);
      await client.query(
        `update inventory.batch_stock set head_hash = sha256('another') where batch_id = $1`,
        [shop.untouchedBatch],
      );
      const { rows } = await client.query(
        'select batch_id as batch, subject from inventory.compare_stock(null, null, null, null)',
      );
      expect(rows).toEqual([{ batch: shop.untouchedBatch, subject: 'batch_stock.head_hash' }]);
      // It is made anew from that anchor.
      await client.query(
        `select inventory.rebuild_batch_stock(s.tenant_id, s.product_id, s.batch_id, s.location_id)
         from inventory.batch_stock s where s.batch_id = $1`,
        [shop.untouchedBatch],
      );
      expect((await client.query(stock, [shop.untouchedBatch])).rows).toEqual(before);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('an incremental verification goes on from the anchor of a chain that moves again', async () => {
    await untilSettled(database.pools.super);
    await shop.call('verify', { mode: 'INCREMENTAL' });
    const [batch, quantity] = [shop.untouchedBatch, -1];
    await shop.call('request_adjustment', {
      ...{ locationId: shop.location, batchId: batch, quantity, type: 'DAMAGE', reason: 'x' },
    });
    const { id } = await old.one<{ id: string }>(
      `select id from inventory.adjustments where batch_id = $1 order by id desc limit 1`,
      batch,
    );
    await shop.callAsApprover('set_adjustment_status', { id, status: 'APPROVED' });
    await shop.call('set_adjustment_status', { id, status: 'COMPLETED' });
    await untilSettled(database.pools.super);
    expect(await shop.call('verify', { mode: 'INCREMENTAL' })).toMatchObject({
      ...{ broken: 0, movements: 1 },
    });
  });
});
