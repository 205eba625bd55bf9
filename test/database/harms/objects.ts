// What the doctor must find in the schema itself.

const NOBODY = `create function inventory.nobody() returns trigger language plpgsql as 'begin return null; end'`;
export const ELSEWHERE = 'create schema elsewhere;';

/** What is done, and the object that the doctor must name. */
export type Harm = readonly [what: string, sql: string, object: string, problem?: string];

export const OBJECTS: Harm[] = [
  [
    'a domain with another owner',
    'create role other_owner; alter domain inventory.moment owner to other_owner',
    'domain moment',
    'changed',
  ],
  [
    'a domain that nobody may use',
    'revoke usage on domain inventory.moment from public',
    'domain moment',
    'changed',
  ],
  ...[
    'table movements',
    'domain moment',
    'function inventory.tg_audit_immutable()',
    'schema inventory',
  ].map((object): Harm => [
    `everything of the owner reassigned: ${object}`,
    `create role other_owner; reassign owned by bincard_owner to other_owner; grant other_owner to bincard_owner`,
    object,
    'changed',
  ]),
  [
    'a column of another collation',
    'alter table inventory.channel_stock alter column reported_by type text collate "C"',
    'table channel_stock',
    'changed',
  ],
  [
    'a column that does not tell upper from lower case',
    `create collation inventory.blunt (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
     alter table inventory.channel_stock alter column reported_by type text collate inventory.blunt`,
    'table channel_stock',
    'changed',
  ],
  [
    'a NOT NULL that old rows need not meet, as PostgreSQL 18 has it',
    `alter table inventory.sales alter column actor drop not null;
     do $$ begin
       if current_setting('server_version_num')::integer >= 180000 then
         execute 'alter table inventory.sales add constraint sales_actor_not_null not null actor not valid';
       end if;
     end $$`,
    'table sales',
    Number(process.env['TEST_SERVER_VERSION']) >= 18 ? 'not validated' : 'changed',
  ],
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
    'changed',
  ],
];
