import type { PoolClient } from 'pg';
import { examine, type Finding } from '../../src/lifecycle/doctor';
import { createTestDatabase, type TestDatabase } from '../support/database';

// Each harm is done by a superuser, seen by the doctor as the owner, and taken back with its transaction: roles are
// shared by all databases of the server, where other tests run.

const NOBODY = `create function inventory.nobody() returns trigger language plpgsql as 'begin return null; end'`;
const ELSEWHERE = 'create schema elsewhere;';

/** What is done, and the object that the doctor must name. */
type Harm = readonly [what: string, sql: string, object: string, problem?: string];

const OBJECTS: Harm[] = [
  [
    'a rewrite rule',
    'create rule hide as on insert to inventory.audit_log do instead nothing',
    'rule audit_log.hide',
  ],
  [
    'a rule that only adds a statement',
    'create rule also as on insert to inventory.sales do also notify x',
    'rule sales.also',
  ],
  [
    'a trigger on the list of migrations',
    `create trigger extra after insert on inventory.applied_files execute function inventory.tg_movement_immutable()`,
    'trigger applied_files.extra',
  ],
  [
    'a trigger whose function is elsewhere',
    `${ELSEWHERE} create function elsewhere.f() returns trigger language plpgsql as 'begin return null; end';
     create trigger extra before insert on inventory.audit_log for each row execute function elsewhere.f()`,
    'trigger audit_log.extra',
  ],
  [
    'a child table in another schema',
    `${ELSEWHERE} create table elsewhere.levels () inherits (inventory.stock_levels)`,
    'inheritance elsewhere.levels of inventory.stock_levels',
  ],
  [
    'a table that crashes lose',
    'alter table inventory.applied_files set unlogged',
    'table applied_files',
    'changed',
  ],
  [
    'a table with another owner',
    'alter table inventory.sales owner to bincard_app',
    'table sales',
    'changed',
  ],
  [
    'a materialized view for everyone',
    `create materialized view inventory.leak as select * from inventory.movements;
     grant select on inventory.leak to public`,
    'view leak',
  ],
  [
    'a view with another owner, which row-level security may not restrict',
    'alter view inventory.api_products owner to postgres',
    'view api_products',
    'changed',
  ],
  [
    'a foreign table',
    `create foreign data wrapper nowhere; create server nowhere foreign data wrapper nowhere;
     create foreign table inventory.f (x int) server nowhere`,
    'table f',
  ],
  ['a partitioned table', 'create table inventory.p (x int) partition by list (x)', 'table p'],
  ['a table without columns', 'create table inventory.empty ()', 'table empty'],
  ['a sequence', 'create sequence inventory.numbers', 'sequence numbers'],
  ['a domain', 'create domain inventory.d as text', 'object type inventory.d'],
  ['an enum', `create type inventory.e as enum ('a')`, 'object type inventory.e'],
  [
    'an operator',
    `create operator inventory.=== (leftarg = text, rightarg = text, function = texteq)`,
    'object operator inventory.===(pg_catalog.text,pg_catalog.text)',
  ],
  [
    'statistics',
    'create statistics inventory.s on sku, name from inventory.products',
    'object statistics object inventory.s',
  ],
  [
    'an aggregate',
    'create aggregate inventory.total(bigint) (sfunc = int8pl, stype = bigint)',
    'function inventory.total(bigint)',
  ],
  [
    'a foreign key that its triggers no longer hold',
    'alter table inventory.locations disable trigger all',
    'constraint batches.location_unknown',
    'disabled',
  ],
  ['a function', NOBODY, 'function inventory.nobody()'],
  [
    'a function of another owner',
    `alter function inventory.refuse(text, text, jsonb, text) owner to postgres`,
    'function inventory.refuse(text,text,jsonb,text)',
    'changed',
  ],
  [
    'a function that runs with the rights of its owner',
    `alter function inventory.refuse(text, text, jsonb, text) security definer`,
    'function inventory.refuse(text,text,jsonb,text)',
    'changed',
  ],
  [
    'a function whose search_path is the caller’s',
    'alter function inventory.tg_audit_immutable() reset search_path',
    'function inventory.tg_audit_immutable()',
    'changed',
  ],
  [
    'a function that everyone may call',
    'grant execute on function inventory.create_tenant(text, text, text) to public',
    'function inventory.create_tenant(text,text,text)',
    'changed',
  ],
  [
    'a policy that allows more',
    'create policy extra on inventory.movements using (true)',
    'policy movements.extra',
  ],
  [
    'a restrictive policy made permissive',
    `drop policy role_policy__insert on inventory.sales;
     create policy role_policy__insert on inventory.sales for insert to bincard_app
       with check (current_setting('app.role', true) in ('clerk', 'manager', 'admin'))`,
    'policy sales.role_policy__insert',
    'changed',
  ],
  [
    'a right that may be passed on',
    'grant insert on inventory.sales to bincard_app with grant option',
    'grant sales',
    'changed',
  ],
  [
    'a right on a column',
    'grant update (quantity) on inventory.movements to bincard_app',
    'column grant movements.quantity',
  ],
  [
    'a right of everyone on a sequence',
    'grant usage on sequence inventory.schema_migrations_id_seq to public',
    'grant schema_migrations_id_seq',
  ],
];

const ROLES: Harm[] = [
  ...['bincard_app', 'bincard_owner'].flatMap((role) =>
    ['superuser', 'bypassrls', 'createrole', 'createdb', 'replication', 'login'].map(
      (attribute): Harm => [
        `${role} as ${attribute}`,
        `alter role ${role} ${attribute}`,
        `role ${role}`,
        'changed',
      ],
    ),
  ),
  [
    'the app role as the owner',
    'grant bincard_owner to bincard_app',
    'membership bincard_app in bincard_owner',
  ],
  [
    'the app role as the owner, through another role',
    'create role between_them; grant bincard_owner to between_them; grant between_them to bincard_app',
    'membership bincard_app in between_them',
  ],
  [
    'the app role reading every table',
    'grant pg_read_all_data to bincard_app',
    'membership bincard_app in pg_read_all_data',
  ],
  [
    'the app role as an admin',
    `alter role bincard_app set app.role = 'admin'`,
    'setting bincard_app: app.role',
  ],
  [
    'the same in one database',
    `do $$ begin execute format('alter role bincard_app in database %I set app.role = ''admin''', current_database()); end $$`,
    'setting bincard_app in this database: app.role',
  ],
  [
    'every session as an admin',
    `do $$ begin execute format('alter database %I set app.role = ''admin''', current_database()); end $$`,
    'setting every role in this database: app.role',
  ],
  [
    'every session of the server as an admin',
    `alter role all set app.role = 'admin'`,
    'setting every role: app.role',
  ],
  [
    'one login as an admin',
    `create role one_login login; alter role one_login set app.role = 'admin'`,
    'setting one_login: app.role',
  ],
  [
    'triggers off for a login',
    `create role one_login login; alter role one_login set session_replication_role = replica`,
    'setting one_login: session_replication_role',
  ],
  [
    'the right to switch triggers off',
    'grant set on parameter session_replication_role to bincard_owner',
    'parameter privilege set on session_replication_role to bincard_owner',
  ],
];

const RIGHTS: Harm[] = [
  [
    'objects of the app role in the schema',
    'grant create on schema inventory to bincard_app',
    'schema inventory',
    'changed',
  ],
  [
    'a schema with another owner',
    'alter schema inventory owner to bincard_app; grant usage on schema inventory to bincard_owner',
    'schema inventory',
    'changed',
  ],
  [
    'objects of everyone in the schema public',
    'grant create on schema public to public',
    'schema privilege create in public to public',
  ],
  ...['public', 'bincard_app'].flatMap((role) =>
    ['temporary', 'create'].map((right): Harm => [
      `${right} on the database for ${role}`,
      `do $$ begin execute format('grant ${right} on database %I to ${role}', current_database()); end $$`,
      `database privilege ${right} to ${role}`,
    ]),
  ),
  [
    'the app role as owner of the database',
    `do $$ begin execute format('alter database %I owner to bincard_app', current_database()); end $$`,
    'database privilege owned by bincard_app',
  ],
  [
    'functions that everyone may call from now on',
    'alter default privileges for role bincard_owner grant execute on functions to public',
    'default privileges bincard_owner on functions',
    'missing',
  ],
  [
    'tables that everyone may read from now on',
    'alter default privileges for role bincard_owner grant select on tables to public',
    'default privileges bincard_owner on tables',
  ],
  [
    'tables of a superuser that everyone may read from now on',
    'alter default privileges in schema inventory grant select on tables to public',
    'default privileges postgres on tables in inventory',
  ],
];

const REACHING_IN: Harm[] = [
  [
    'a materialized view elsewhere',
    `${ELSEWHERE} create materialized view elsewhere.leak as select * from inventory.movements;
     grant select on elsewhere.leak to public`,
    'dependent materialized view elsewhere.leak',
  ],
  [
    'a view elsewhere',
    `${ELSEWHERE} create view elsewhere.v as select * from inventory.movements`,
    'dependent view elsewhere.v',
  ],
  [
    'a foreign key from elsewhere, which deletes',
    `${ELSEWHERE} create table elsewhere.t (tenant_id uuid references inventory.tenants (id) on delete cascade)`,
    'dependent table constraint t_tenant_id_fkey on elsewhere.t',
  ],
  [
    'a trigger elsewhere that calls a function of ours',
    `${ELSEWHERE} create table elsewhere.t (x int);
     create trigger t after insert on elsewhere.t execute function inventory.tg_audit_immutable()`,
    'dependent table elsewhere.t',
  ],
  [
    'a function elsewhere that reads a table',
    `${ELSEWHERE} create function elsewhere.f() returns bigint begin atomic select count(*) from inventory.movements; end`,
    'dependent function elsewhere.f()',
  ],
  [
    'a cast by a type of ours',
    `create type inventory.e as enum ('a'); create cast (text as inventory.e) with inout as implicit`,
    'dependent cast (pg_catalog.text AS inventory.e)',
  ],
  [
    'a function elsewhere that is the owner’s',
    `${ELSEWHERE} create function elsewhere.f() returns void language plpgsql security definer as 'begin end';
     alter function elsewhere.f() owner to bincard_owner`,
    'owned elsewhere function elsewhere.f() by bincard_owner',
  ],
  ['a publication of every table', 'create publication p for all tables', 'publication p'],
  ['a publication of a table', 'create publication p for table inventory.sales', 'publication p'],
  [
    'a publication of the schema',
    'create publication p for tables in schema inventory',
    'publication p',
  ],
  [
    'an event trigger',
    `${ELSEWHERE} create function elsewhere.f() returns event_trigger language plpgsql as 'begin end';
     create event trigger extra on ddl_command_start execute function elsewhere.f()`,
    'event trigger extra',
  ],
];

describe('the doctor', () => {
  let database: TestDatabase;
  let client: PoolClient;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = await database.pools.super.connect();
  });
  afterAll(async () => {
    client?.release();
    await database?.drop();
  });

  async function after(harm: string): Promise<Finding[]> {
    await client.query('begin');
    try {
      await client.query(harm);
      await client.query('set local role bincard_owner');
      return await examine(client);
    } finally {
      await client.query('rollback');
    }
  }

  it('finds nothing before', async () => {
    expect(await after('select')).toEqual([]);
  });

  const harms = [...OBJECTS, ...ROLES, ...RIGHTS, ...REACHING_IN];
  it.each(harms.map(([what, ...harm]) => [what, harm] as const))(
    'finds %s',
    async (_, [harm, object, problem = 'not of this version']) => {
      const owned = await client.query<{ login: string }>('select current_user as login');
      const named = object.replace('postgres', owned.rows[0]!.login);
      expect(
        await after(harm.replace('owner to postgres', 'owner to current_user')),
      ).toContainEqual({
        object: named,
        problem,
      });
    },
  );

  it('is not disturbed by what a sound installation may have', async () => {
    const harmless = `create role reader login; grant bincard_app to reader; grant bincard_owner to reader;
      alter role reader set statement_timeout = '5s'; create schema mine; create table mine.t (x int);
      do $$ begin
        execute format('grant create, temporary on database %1$I to reader', current_database());
        execute format('alter database %1$I set work_mem = ''8MB''', current_database());
        execute format('alter database %1$I owner to reader', current_database());
      end $$`;
    expect(await after(harmless)).toEqual([]);
  });
});
