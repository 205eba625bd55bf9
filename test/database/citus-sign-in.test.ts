import type { Client } from 'pg';
import { connect } from '../../src/database/advisory-lock';
import { readSql } from '../../src/database/sql-files';
import { createTenant, createTestDatabase, type TestDatabase } from '../support/database';

// db/citus/sign_in.sql on one PostgreSQL: what it finds and calls is what the functions behind it say.

const HASH = 'ab'.repeat(32);
const PERSON = { email: 'ann@example.com', name: 'Ann', passwordHash: 'x'.repeat(60) };

describe('signing in where tenants are on nodes', () => {
  let database: TestDatabase;
  let client: Client;
  let tenant: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTenant(database, 'one');
    client = await connect(database.url);
    await client.query(readSql('db/citus/tenant_codes.sql'));
    await client.query(readSql('db/citus/sign_in.sql'));
    await client.query('alter table inventory.user_links disable trigger user');
    await client.query(
      `insert into inventory.user_links (tenant_id, hash, expires_at, created_at, created_by)
       values ($1, decode($2, 'hex'), now() + interval '20 minutes', now(), 'test')`,
      [tenant, HASH],
    );
    await client.query('alter table inventory.user_links enable trigger user');
    await client.query('set role bincard_app');
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  /** What a statement answers or raises, without what differs each time; nothing of it stays. */
  const outcome = async (text: string, values: unknown[]): Promise<string> => {
    await client.query('begin');
    const answer = await client.query<{ answer: unknown }>(text, values).then(
      ({ rows }) => JSON.stringify(rows[0]!.answer),
      ({ message, detail }: { message: string; detail?: string }) => `${message} ${detail}`,
    );
    await client.query('rollback');
    return answer.replace(/"(secret|expiresAt|at|id|userId|sessionId)":"[^"]*"/g, '"$1":""');
  };

  it.each<[string, string, string[]]>([
    [
      'access_of',
      `to_jsonb(inventory.access_of($1::uuid, $2, decode($3, 'hex')))`,
      ['', 'bcs', HASH],
    ],
    ['end_session', `to_jsonb(inventory.end_session($1::uuid, decode($2, 'hex')))`, ['', HASH]],
    ['link_is_for', `inventory.link_is_for($1::uuid, decode($2, 'hex'))`, ['', HASH]],
    ['link_is_for', `inventory.link_is_for($1::uuid, decode($2, 'hex'))`, ['', 'cd'.repeat(32)]],
    [
      'begin_sign_in',
      'inventory.begin_sign_in($1::jsonb)',
      [JSON.stringify({ tenant: 'one', email: PERSON.email, address: '192.0.2.1' })],
    ],
    [
      'sign_in_by_provider',
      'inventory.sign_in_by_provider($1::jsonb)',
      [JSON.stringify({ tenant: 'one', provider: 'p', subject: 's', role: 'clerk', ...PERSON })],
    ],
    [
      'finish_sign_in',
      'inventory.finish_sign_in($1::jsonb)',
      [JSON.stringify({ tenantId: 'TENANT', userId: '01900000-0000-7000-8000-000000000000' })],
    ],
    [
      'use_link',
      'inventory.use_link($1::jsonb)',
      [JSON.stringify({ tenantId: 'TENANT', hash: HASH, ...PERSON })],
    ],
  ])('%s answers as it does when it is called itself', async (call, direct, given) => {
    const values = given.map((value) => (value === '' ? tenant : value.replace('TENANT', tenant)));
    const itself = await outcome(`select ${direct} as answer`, values);
    expect(itself).not.toMatch(/does not exist|permission denied|syntax/);
    const through = await outcome('select inventory.call_unidentified($1, $2) as answer', [
      { tenant, actor: null, role: null },
      { call, values },
    ]);
    expect([call, through]).toEqual([call, itself]);
  });

  it('calls nothing else', async () => {
    const answer = await outcome('select inventory.call_unidentified($1, $2) as answer', [
      { tenant, actor: null, role: null },
      { call: 'sweep_access', values: ['{}'] },
    ]);
    expect(answer).toMatch(/^case not found/);
  });

  it('the code says which tenant; it may be left out while there is one', async () => {
    const tenantOf = (code: string | null) =>
      outcome('select inventory.tenant_of_code($1) as answer', [code]);
    expect(await tenantOf(' One ')).toBe(JSON.stringify(tenant));
    expect(await tenantOf('none')).toBe('null');
    expect(await tenantOf(null)).toBe(JSON.stringify(tenant));
    const second = await createTenant(database, 'two');
    await database.pools.super.query(
      `insert into inventory.tenant_codes (code, id) values (inventory.code_key('two'), $1)`,
      [second],
    );
    expect(await tenantOf(null)).toBe('null');
    expect(await tenantOf('TWO')).toBe(JSON.stringify(second));
  });

  it('the owner has both, the app role may call them, and nobody else', async () => {
    const { rows } = await database.pools.super.query<object>(
      `select p.proname as name, p.proowner::regrole::text as owner, array(
         select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') from aclexplode(p.proacl) a
         where a.privilege_type = 'EXECUTE' order by 1) as callers
       from pg_proc p where p.proname in ('call_unidentified', 'tenant_of_code') order by 1`,
    );
    const rights = { owner: 'bincard_owner', callers: ['bincard_app', 'bincard_owner'] };
    expect(rows).toEqual([
      { name: 'call_unidentified', ...rights },
      { name: 'tenant_of_code', ...rights },
    ]);
  });
});
