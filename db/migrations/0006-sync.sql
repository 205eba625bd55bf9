-- Sync with an inventory next door: where it is, each run over it, and which batch a key of it became. Keys and
-- indexes as in 0001-ledger.sql.

-- ---------------------------------------------------------------- sources

create table inventory.sync_sources (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  name text not null,
  path text not null, -- of the file, within the tenant's own folder
  table_name text not null,
  key_column text not null,
  status_column text not null,
  in_stock_values text[] not null,
  sold_values text[] not null,
  export_value text not null, -- the one of sold_values that is written there for what was sold here
  quantity_column text, -- null: each row is one piece
  last_date_column text, -- null: no date is written
  last_date_format text not null default 'yyyy-MM-dd',
  location_id uuid not null,
  mappings jsonb, -- null: made from the table's own columns
  enabled boolean not null default true,
  interval_minutes integer not null default 1440,
  last_run_at timestamptz,
  next_run_at timestamptz not null default now(),
  failures integer not null default 0, -- runs in a row that failed
  failed_direction text,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sync_source_taken unique (tenant_id, name),
  constraint sync_source_taken__table unique (tenant_id, path, table_name),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 58), -- with 'sync:' before it a channel's name
  constraint text_invalid__table_name check (btrim(table_name) <> '' and length(table_name) <= 128),
  constraint text_invalid__key_column check (btrim(key_column) <> '' and length(key_column) <= 128),
  constraint text_invalid__status_column check (btrim(status_column) <> '' and length(status_column) <= 128),
  constraint text_invalid__quantity_column check (btrim(quantity_column) <> '' and length(quantity_column) <= 128),
  constraint text_invalid__last_date_column check (btrim(last_date_column) <> '' and length(last_date_column) <= 128),
  constraint text_invalid__last_date_format check (btrim(last_date_format) <> '' and length(last_date_format) <= 64),
  constraint sync_path_invalid check (
    length(path) between 1 and 1000 and path !~ '^[/\\]' and path !~ '(^|[/\\])\.?\.?([/\\]|$)' and path !~ '[[:cntrl:]]' and path !~ '^[A-Za-z]:'),
  constraint sync_interval_invalid check (interval_minutes between 1 and 10080),
  constraint value_unknown__in_stock_values check (
    cardinality(in_stock_values) between 1 and 50 and array_position(in_stock_values, null) is null),
  constraint value_unknown__sold_values check (
    cardinality(sold_values) between 1 and 50 and array_position(sold_values, null) is null and not sold_values && in_stock_values),
  -- Of an empty list it is the list that is wrong.
  constraint value_unknown__export_value check (export_value = any (sold_values) or cardinality(sold_values) = 0),
  constraint value_unknown__mappings check (jsonb_typeof(mappings) = 'array' and jsonb_array_length(mappings) <= 200)
);
alter table inventory.sync_sources add primary key (tenant_id, id);

-- ---------------------------------------------------------------- runs

-- A run that has no end died, or is under way (then somebody holds its source's lock).
create table inventory.sync_runs (
  tenant_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  direction text not null,
  dry_run boolean not null,
  trigger text not null,
  started_at timestamptz not null,
  actor text not null,
  constraint sync_source_unknown foreign key (tenant_id, source_id) references inventory.sync_sources (tenant_id, id),
  constraint value_unknown__direction check (direction in ('IMPORT', 'EXPORT')),
  constraint value_unknown__trigger check (trigger in ('MANUAL', 'SCHEDULED'))
);
create index sync_runs_by_source on inventory.sync_runs (tenant_id, source_id, id);
alter table inventory.sync_runs add primary key (tenant_id, id);

create table inventory.sync_run_ends (
  tenant_id uuid not null,
  run_id uuid not null,
  ended_at timestamptz not null,
  failure text, -- null: it ran through
  message text,
  seen bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  exported bigint not null default 0,
  skipped bigint not null default 0,
  conflicts bigint not null default 0,
  errors bigint not null default 0,
  constraint sync_run_ended primary key (tenant_id, run_id),
  constraint sync_run_unknown foreign key (tenant_id, run_id) references inventory.sync_runs (tenant_id, id),
  constraint text_invalid__failure check (failure ~ '^[A-Z_]{1,64}$'),
  constraint text_invalid__message check (length(message) <= 2000),
  constraint count_negative check (least(seen, created, updated, exported, skipped, conflicts, errors) >= 0)
);

-- What a run could not do, row by row.
create table inventory.sync_run_rows (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  outcome text not null,
  external_key text,
  row_number bigint, -- of a row without a key
  code text not null,
  message text not null,
  constraint sync_run_unknown foreign key (tenant_id, run_id) references inventory.sync_runs (tenant_id, id),
  constraint value_unknown__outcome check (outcome in ('CONFLICT', 'ERROR')),
  constraint text_invalid__code check (code ~ '^[A-Z_]{1,64}$'),
  constraint text_invalid__message check (length(message) <= 2000),
  constraint text_invalid__external_key check (length(external_key) <= 128)
);
create index sync_run_rows_by_run on inventory.sync_run_rows (tenant_id, run_id, id);
alter table inventory.sync_run_rows add primary key (tenant_id, id);

-- ---------------------------------------------------------------- what a key became

-- Its primary key is what keeps a key from coming in twice, whatever became of its batch since.
create table inventory.product_mappings (
  tenant_id uuid not null,
  source_id uuid not null,
  external_key text collate "C" not null, -- in the order of its bytes: paged by key
  product_id uuid not null,
  batch_id uuid not null,
  status text not null default 'IN_STOCK', -- what both sides last agreed on
  external_status text not null, -- there, as last seen or written
  external_quantity bigint not null, -- there, as last seen or written; 0 where its status says gone
  content_hash bytea not null,
  conflict text,
  -- What an export is writing there: kept before it writes, so that a killed one knows its own hand again.
  pending_status text,
  pending_date text,
  imported_at timestamptz not null default now(),
  last_synced_at timestamptz not null default now(),
  constraint external_key_taken__batch unique (tenant_id, source_id, batch_id),
  constraint sync_source_unknown foreign key (tenant_id, source_id) references inventory.sync_sources (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint text_invalid__external_key check (btrim(external_key) <> '' and length(external_key) <= 128),
  constraint value_unknown__status check (status in ('IN_STOCK', 'SOLD')),
  constraint text_invalid__conflict check (conflict ~ '^[A-Z_]{1,64}$'),
  constraint quantity_too_large check (external_quantity between 0 and 9007199254740991)
) with (fillfactor = 80);
alter table inventory.product_mappings add constraint external_key_taken primary key (tenant_id, source_id, external_key);

-- ---------------------------------------------------------------- walls and grants

do $$
declare
  v_table text;
begin
  foreach v_table in array array['sync_sources', 'sync_runs', 'sync_run_ends', 'sync_run_rows', 'product_mappings'] loop
    execute format('alter table inventory.%I enable row level security', v_table);
    execute format('alter table inventory.%I force row level security', v_table);
    execute format($policy$create policy tenant_isolation on inventory.%I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, v_table);
    execute format('comment on policy tenant_isolation on inventory.%I is %L', v_table,
      'A session sees and writes the rows of its own tenant only.');
    execute format($policy$create policy role_policy__insert on inventory.%I as restrictive for insert to bincard_app
      with check (current_setting('app.role', true) = 'admin')$policy$, v_table);
    execute format('comment on policy role_policy__insert on inventory.%I is %L', v_table,
      'A session writes what its role may: a viewer nothing; a clerk documents; a manager approvals, holds, corrections and master data; an admin reconciliations, closings and settings.');
    execute format('grant select, insert on inventory.%I to bincard_app', v_table);
  end loop;
  foreach v_table in array array['sync_sources', 'product_mappings'] loop
    execute format($policy$create policy role_policy__update on inventory.%I as restrictive for update to bincard_app
      using (true) with check (current_setting('app.role', true) = 'admin')$policy$, v_table);
    execute format('comment on policy role_policy__update on inventory.%I is %L', v_table,
      'A session writes what its role may: a viewer nothing; a clerk documents; a manager approvals, holds, corrections and master data; an admin reconciliations, closings and settings.');
  end loop;
end
$$;
grant update (name, path, table_name, key_column, status_column, in_stock_values, sold_values, export_value, quantity_column,
  last_date_column, last_date_format, location_id, mappings, enabled, interval_minutes) on inventory.sync_sources to bincard_app;
grant update (status, external_status, external_quantity, content_hash, conflict, pending_status, pending_date, last_synced_at)
  on inventory.product_mappings to bincard_app;

-- ---------------------------------------------------------------- what each constraint says

do $$
declare
  v_rule record;
  v_guard record;
begin
  for v_rule in
    select * from (values
      ('sync_source_taken', 'A tenant''s sync sources have different names, and no two read the same table of a file.'),
      ('sync_source_unknown', 'A sync run and a product mapping belong to a source of their own tenant.'),
      ('sync_path_invalid', 'A sync source''s path stays within the tenant''s own folder: relative, without empty, . or .. steps.'),
      ('sync_interval_invalid', 'A sync source is due every 1 to 10,080 minutes.'),
      ('sync_run_unknown', 'The end and the rows of a sync run belong to a run of their own tenant.'),
      ('sync_run_ended', 'A sync run ends once.'),
      ('external_key_taken', 'A key of a source comes in once, whatever became of it since; a batch stands for one key of it.'),
      ('location_unknown', 'A document names a location of its own tenant.'),
      ('batch_unknown', 'A document names a batch of its own tenant and of the product that it says.'),
      ('count_negative', 'A counted quantity is zero or more.'),
      ('text_invalid', 'Names, codes and numbers are not blank and not longer than their field allows.'),
      ('value_unknown', 'A kind, status or other listed value is one of its list.'),
      ('quantity_too_large', 'A quantity is at most 9007199254740991 base units (2^53 - 1), as a line and as a stock.')
    ) as rules (stem, sentence)
  loop
    for v_guard in
      select c.conname, c.conrelid::regclass as table_name
      from pg_catalog.pg_constraint c
      where c.connamespace = 'inventory'::regnamespace and split_part(c.conname, '__', 1) = v_rule.stem
        and obj_description(c.oid, 'pg_constraint') is null
    loop
      execute format('comment on constraint %I on %s is %L', v_guard.conname, v_guard.table_name, v_rule.sentence);
    end loop;
  end loop;
end
$$;
