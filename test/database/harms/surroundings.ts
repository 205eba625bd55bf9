import { ELSEWHERE, type Harm } from './objects';

// What the doctor must find around the schema.

export const ROLES: Harm[] = [
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
    'triggers off for every session of the server',
    'set local session_replication_role = replica',
    'setting every session: session_replication_role',
  ],
  ...['superuser', 'bypassrls', 'createrole', 'replication'].map((attribute): Harm => [
    `a login of the app role as ${attribute}`,
    `create role one_login login ${attribute} in role bincard_app`,
    'member one_login',
    `has ${attribute}: take it away, or allow it (--allow)`,
  ]),
  [
    'a login of the owner, through another role, past row-level security',
    `create role between_them in role bincard_owner; create role one_login login bypassrls in role between_them`,
    'member one_login',
    'has bypassrls: take it away, or allow it (--allow)',
  ],
  [
    'a group of the owner past row-level security',
    `create role between_them bypassrls in role bincard_owner; create role one_login login in role between_them`,
    'member between_them',
    'has bypassrls: take it away, or allow it (--allow)',
  ],
  [
    'the right to switch triggers off',
    'grant set on parameter session_replication_role to bincard_owner',
    'parameter privilege set on session_replication_role to bincard_owner',
  ],
];

export const RIGHTS: Harm[] = [
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
  [
    'objects of the app role in a schema of its own',
    `${ELSEWHERE} grant create on schema elsewhere to bincard_app`,
    'schema privilege create in elsewhere to bincard_app',
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

export const REACHING_IN: Harm[] = [
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
  [
    'a function elsewhere that writes as a superuser',
    `${ELSEWHERE} create function elsewhere.f() returns void language plpgsql security definer as
     'begin update inventory.tenants set name = name; end'`,
    'security definer elsewhere.f() by postgres',
  ],
  [
    'a function elsewhere that finds our tables by its search path',
    `${ELSEWHERE} create function elsewhere.f() returns void language plpgsql security definer set search_path = inventory as
     'begin update tenants set name = name; end'`,
    'security definer elsewhere.f() by postgres',
  ],
  [
    'a function elsewhere that writes as a member of the owner, whatever its text',
    `${ELSEWHERE} create role one_login login in role bincard_owner;
     create function elsewhere.f() returns void language plpgsql security definer as
     $f$ begin execute 'update inv' || 'entory.tenants set name = name'; end $f$;
     alter function elsewhere.f() owner to one_login`,
    'security definer elsewhere.f() by one_login',
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
