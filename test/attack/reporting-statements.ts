/** What a reporting login may not do, and the message that refuses it. `;;` parts statements that are sent one by one. */
export const FORBIDDEN = [
  ...['bincard_app', 'bincard_owner', 'bincard_ledger', 'bincard_backup', 'postgres'].map(
    (role) => [`set role ${role}`, /permission denied to set role|does not exist/],
  ),
  [
    'set session authorization postgres',
    /permission denied to set session authorization|does not exist/,
  ],
  ['set session_replication_role = replica', /permission denied to set parameter/],
  ['set row_security = off; select * from products', /would be affected by row-level security/],
  ['set temp_file_limit = -1', /permission denied to set parameter/],
  ['select * from inventory.products', /permission denied for schema inventory/],
  ['select inventory.reporting_tenant()', /permission denied for schema inventory/],
  ['set search_path = inventory; select * from movements', /does not exist/],
  [
    `select * from query_to_xml('select * from inventory.products', true, false, '')`,
    /permission denied|unsupported XML/,
  ],
  [
    `select table_to_xml((select oid from pg_class where relname = 'user_passwords')::regclass, true, false, '')`,
    /permission denied|unsupported XML/,
  ],
  [
    'create table mine (a int)',
    /permission denied|no schema has been selected|cannot execute|read-only/,
  ],
  [
    'set default_transaction_read_only = off ;; create table report_v1.mine (a int)',
    /permission denied/,
  ],
  [
    'set default_transaction_read_only = off ;; create table public.mine (a int)',
    /permission denied/,
  ],
  [
    'set default_transaction_read_only = off ;; create temporary table products (a int)',
    /permission denied to create temporary tables/,
  ],
  ['set default_transaction_read_only = off ;; create schema mine', /permission denied/],
  [
    'set default_transaction_read_only = off ;; create function report_v1.f() returns int language sql as $$select 1$$',
    /permission denied/,
  ],
  [
    'set default_transaction_read_only = off ;; create extension dblink',
    /permission denied|not available|control file/,
  ],
  [
    'set default_transaction_read_only = off ;; do $$ begin perform 1 from inventory.products; end $$',
    /permission denied for schema inventory/,
  ],
  [
    `set default_transaction_read_only = off ;; insert into report_v1.locations (location) values ('X')`,
    /permission denied/,
  ],
  [
    `set default_transaction_read_only = off ;; update report_v1.products set sku = 'X'`,
    /permission denied|cannot update view/,
  ],
  [
    'set default_transaction_read_only = off ;; delete from report_v1.locations',
    /permission denied/,
  ],
  [
    'set default_transaction_read_only = off ;; create or replace view report_v1.tenant as select 1',
    /permission denied|must be owner/,
  ],
  [
    'set default_transaction_read_only = off ;; alter role bincard_reporting createrole',
    /permission denied/,
  ],
  [
    'set default_transaction_read_only = off ;; grant bincard_app to current_user',
    /permission denied|admin option/,
  ],
  [`copy (select * from products) to program 'cat'`, /permission denied|must be superuser/],
  [`select pg_read_file('/etc/passwd')`, /permission denied/],
  [`select lo_import('/etc/passwd')`, /permission denied/],
] as [string, RegExp][];
