import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { createPool } from '../../src/database/pool';
import { examine } from '../../src/lifecycle/doctor';
import { refusalOf } from '../support/database';
import { openShopDatabase } from '../support/shop';
import type { TestDatabase } from '../support/database';

// What the owner of the tables can do by DDL, where no row trigger fires: a login that is a member of bincard_owner and no
// superuser. Event triggers refuse it; without them each of these works.

const RECAST = `alter table inventory.channel_stock alter column reported_by type text using 'x'`;
const ELSEWHERE = 'create schema elsewhere authorization bincard_owner;';

const REFUSED = [
  RECAST,
  'alter table inventory.audit_log disable trigger all',
  'alter table inventory.channel_stock alter column reported_by type text collate "C"',
  'set local role none; alter domain inventory.moment owner to session_user',
  'alter table inventory.movements no force row level security',
  'alter table inventory.stock_levels drop constraint reserved_exceeds_stock',
  'alter domain inventory.stock_quantity drop constraint insufficient_stock',
  'alter domain inventory.stock_quantity add constraint more check (value >= -1)',
  'alter table inventory.sales add column note text',
  'alter table inventory.sales rename to bought',
  'drop trigger _300_movement_immutable on inventory.movements',
  `create trigger x before insert on inventory.audit_log for each row execute function inventory.tg_audit_immutable()`,
  'create rule x as on insert to inventory.audit_log do instead nothing',
  'create policy x on inventory.movements using (true)',
  'alter policy tenant_isolation on inventory.movements using (true)',
  'drop policy tenant_isolation on inventory.movements',
  'create index on inventory.movements ((1))',
  'drop function inventory.tg_audit_immutable() cascade',
  `create or replace function inventory.tg_audit_immutable() returns trigger language plpgsql as 'begin return new; end'`,
  'alter function inventory.tg_audit_immutable() security definer',
  'create or replace view inventory.api_tenants_x as select 1 as x',
  `comment on trigger _300_movement_immutable on inventory.movements is 'x'`,
  'create table inventory.mine (x integer)',
  'create statistics pg_temp.s on quantity, sequence from inventory.movements',
  'drop schema inventory cascade',
  'drop owned by bincard_owner cascade',
  // Rights, which name no object in the event.
  'grant update on inventory.movements to bincard_app',
  'grant update (quantity) on inventory.movements to bincard_app',
  'grant create on schema inventory to bincard_app',
  'grant execute on function inventory.tg_audit_immutable() to public',
  'revoke select on inventory.movements from bincard_app',
  'alter default privileges grant execute on functions to public',
  'alter default privileges in schema inventory grant select on tables to public',
  // What changes a table that it does not name.
  `${ELSEWHERE} create table elsewhere.levels () inherits (inventory.stock_levels)`,
  `${ELSEWHERE} create table elsewhere.t (id uuid references inventory.tenants (id) on delete cascade)`,
  // Moved away, to be changed there and moved back.
  'alter schema inventory rename to away',
  `${ELSEWHERE} alter table inventory.audit_log set schema elsewhere`,
  `${ELSEWHERE} alter function inventory.tg_audit_immutable() set schema elsewhere`,
];

const NOT_REFUSED = [
  `${ELSEWHERE} create table elsewhere.t (x integer); alter table elsewhere.t alter column x type text using 'a';
   create view elsewhere.v as select count(*) from inventory.movements; grant select on elsewhere.v to public;
   drop schema elsewhere cascade`,
  'create temporary table t on commit drop as select 1 as x',
  'reindex table inventory.audit_log',
  'truncate inventory.broken_chains',
];

const BY_POSTGRES = [
  'drop event trigger bincard_table_rewrite',
  'alter event trigger bincard_table_rewrite disable',
  'drop schema bincard_guard cascade',
  `create or replace function bincard_guard.tg_schema_changed_by_hand() returns event_trigger language plpgsql as 'begin end'`,
  'delete from bincard_guard.objects',
  'set session_replication_role = replica',
];

describe('DDL by the owner of the tables', () => {
  let database: TestDatabase;
  let pool: Pool;
  const login = `owner_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    ({ database } = await openShopDatabase());
    const name = new URL(database.url).pathname.slice(1);
    await database.pools.super.query(
      `create role ${login} login password 'attack' in role bincard_owner;
       grant create on database ${name} to bincard_owner`,
    );
    const url = new URL(database.url);
    url.username = login;
    url.password = 'attack';
    pool = createPool(url.toString(), 'bincard_owner', { max: 1 });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.pools.super.query(`drop role ${login}`);
    await database?.drop();
  });

  const attempt = async (sql: string, by = pool) => {
    const client = await by.connect();
    try {
      await client.query('begin');
      return await refusalOf(client.query(sql));
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  it.each(REFUSED)('%s is refused', async (sql) => {
    expect(await attempt(sql)).toBe('schema_changed_by_hand');
  });

  // These commit before the event triggers of other DDL fire, and run in no transaction.
  it.each([
    'create index concurrently left_over on inventory.movements (quantity)',
    'drop index concurrently inventory.audit_log_by_entity',
  ])('%s is refused, and leaves nothing behind', async (sql) => {
    expect(await refusalOf(pool.query(sql))).toBe('schema_changed_by_hand');
    const findings = await examine(database.pools.owner);
    expect(findings.filter(({ object }) => object.includes('index'))).toEqual([]);
  });

  it('says what was refused to whom, and what to do', async () => {
    const error = await pool.query(RECAST).catch((refused: unknown) => refused);
    expect(error).toMatchObject({
      constraint: 'schema_changed_by_hand',
      message:
        'ALTER TABLE would change table inventory.channel_stock: the schema inventory is changed by migrations only',
      hint: expect.stringContaining('Run bincard migrate'),
    });
    expect(JSON.parse((error as { detail: string }).detail)).toEqual({
      ...{
        command: 'ALTER TABLE',
        object: 'table inventory.channel_stock',
        login,
        rule: 'schema_changed_by_hand',
      },
    });
  });

  it.each(BY_POSTGRES)('%s is refused by PostgreSQL', async (sql) => {
    expect(await attempt(sql)).toMatch(/permission denied|must be owner/);
  });

  it.each(NOT_REFUSED)('%s is not refused', async (sql) => {
    expect(await attempt(sql)).toBe('(accepted)');
  });

  it('a superuser changes the schema, also in the role of the owner', async () => {
    for (const by of [database.pools.super, database.pools.owner]) {
      expect(await attempt(RECAST, by)).toBe('(accepted)');
    }
  });

  // ANALYZE runs the functions of an index as the owner of its table, in the session of a superuser.
  const TRAP = `create table trap.t (x integer);
    create function trap.spring() returns integer language plpgsql as $$ begin
      if session_user <> '${login}' then alter table inventory.audit_log disable trigger all; end if;
      return 1; end $$;
    create function trap.of(integer) returns integer language plpgsql immutable as 'begin return trap.spring(); end';
    insert into trap.t select generate_series(1, 10); create index on trap.t (trap.of(x))`;

  // PostgreSQL fires no event trigger for it.
  it('REASSIGN OWNED is not refused; the new owner may do no more, and the doctor shows it', async () => {
    const reassigned = 'set local role none; reassign owned by bincard_owner to session_user';
    expect(await attempt(reassigned)).toBe('(accepted)');
    for (const sql of [
      RECAST,
      'alter table inventory.audit_log disable trigger all',
      'grant insert on inventory.movements to session_user',
      'drop policy tenant_isolation on inventory.movements',
    ]) {
      expect(await attempt(`${reassigned}; ${sql}`)).toBe('schema_changed_by_hand');
    }
    expect(await attempt(`${reassigned}; truncate inventory.movements cascade`)).toBe(
      'movement_immutable',
    );
    const client = await pool.connect();
    try {
      await client.query(`begin; ${reassigned}`);
      const objects = (await examine(client)).map(({ object }) => object);
      expect(objects).toContain('table movements');
      expect(objects).toContain('function inventory.verify(jsonb,jsonb)');
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('a function of the owner cannot use a session of a superuser', async () => {
    await database.pools.super.query('create schema trap authorization bincard_owner');
    await pool.query(TRAP);
    expect(await attempt('analyze trap.t', database.pools.super)).toBe('schema_changed_by_hand');
  });

  it('without the event triggers, each of these works', async () => {
    await database.pools.super.query('drop schema bincard_guard cascade');
    const refused: string[] = [];
    for (const sql of REFUSED) {
      const refusal = await attempt(sql);
      if (refusal !== '(accepted)') refused.push(`${sql}: ${refusal}`);
    }
    expect(refused).toEqual([]);
    expect(await attempt('analyze trap.t', database.pools.super)).toBe('(accepted)');
  });
});
