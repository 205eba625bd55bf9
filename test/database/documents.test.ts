import type { Pool } from 'pg';
import { OutcomeUnknown } from '../../src/database/connection-errors';
import { writeDocument } from '../../src/database/documents';
import { createPool } from '../../src/database/pool';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';

const PID = 'select pg_backend_pid() as pid';

describe('writing a document', () => {
  let database: TestDatabase;
  let tenantId: string;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = await createTenant(database, 'documents');
    pool = createPool(database.url, 'bincard_app', { max: 1 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const create = (sku: string, onRetry?: () => void) =>
    writeDocument<{ id: string }>(
      pool,
      { tenantId, actor: 'tester', role: 'admin' },
      ...(['create_product', { sku, name: sku }, true, onRetry] as const),
    );
  const pid = async () => (await pool.query<{ pid: number }>(PID)).rows[0]!.pid;

  it('keeps its session when a rule refuses it', async () => {
    await create('A');
    const before = await pid();
    await expect(create('A')).rejects.toMatchObject({ constraint: 'sku_taken' });
    expect(await pid()).toBe(before);
  });

  it('reports each attempt that is followed by another', async () => {
    await database.pools.super.query(`
      create function public.collide() returns trigger language plpgsql as $$ begin
        raise exception using errcode = '40P01', message = 'deadlock'; end $$;
      create trigger collide before insert on inventory.products for each row execute function public.collide()`);
    let retries = 0;
    await expect(create('B', () => retries++)).rejects.toMatchObject({ code: '40P01' });
    await database.pools.super.query('drop trigger collide on inventory.products');
    expect(retries).toBe(4); // five attempts
  });

  it('fails with an unknown outcome when its session ends, and uses a new session afterwards', async () => {
    await database.pools.super.query(`
      create function public.end_session() returns trigger language plpgsql security definer as $$ begin
        perform pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid()); return new; end $$;
      create trigger end_session before insert on inventory.products for each row execute function public.end_session()`);
    await expect(create('C')).rejects.toThrow(OutcomeUnknown);
    await database.pools.super.query('drop trigger end_session on inventory.products');
    expect((await create('C')).id).toEqual(expect.any(String));
  });

  it('fails with a known outcome when it cannot connect', async () => {
    const nowhere = createPool('postgres://nobody@127.0.0.1:1/none', 'bincard_app');
    const writing = writeDocument(
      nowhere,
      { tenantId, actor: 'tester', role: 'admin' },
      ...(['create_product', { sku: 'D', name: 'D' }] as const),
    );
    await expect(writing).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await nowhere.end();
  });
});
