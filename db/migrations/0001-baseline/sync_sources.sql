-- Sync with an external source (a table of another program's SQLite file): the sources, the runs over them, and the batch
-- that each external key became.

create table inventory.sync_sources (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  name text not null,
  name_key text collate "C" not null generated always as (inventory.code_key(name)) stored,
  path text not null, -- of the file, relative to the tenant's own folder
  table_name text not null,
  key_column text not null,
  status_column text not null,
  in_stock_values text[] not null,
  sold_values text[] not null,
  export_value text not null, -- the one of sold_values that an export writes for what was sold here
  quantity_column text, -- null: each row is one piece
  last_date_column text, -- null: no date is written
  last_date_format text not null default 'yyyy-MM-dd',
  allow_computed boolean not null default false, -- views, virtual tables and generated columns run expressions of the file
  location_id uuid not null,
  mappings jsonb, -- null: derived from the table's own columns
  configuration bigint not null default 1, -- increases with each edit of what a run reads and writes
  dry_run_id uuid, -- of an import on that configuration, named by who switched the source on
  enabled boolean not null default false,
  interval_minutes integer not null default 1440,
  last_run_at inventory.moment,
  next_run_at inventory.moment not null default now(),
  failures integer not null default 0, -- runs in a row that failed
  failed_direction text,
  version bigint not null default 1,
  created_at inventory.moment not null default now(),
  updated_at inventory.moment not null default now(),
  constraint sync_source_taken unique (tenant_id, name_key),
  constraint sync_source_taken__table unique (tenant_id, path, table_name),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint text_invalid__name check (name <> '' and name = inventory.clean_code(name) and length(name) <= 58), -- with 'sync:' before it a channel's name
  constraint text_invalid__table_name check (btrim(table_name) <> '' and length(table_name) <= 128),
  constraint text_invalid__key_column check (btrim(key_column) <> '' and length(key_column) <= 128),
  constraint text_invalid__status_column check (btrim(status_column) <> '' and length(status_column) <= 128),
  constraint text_invalid__quantity_column check (btrim(quantity_column) <> '' and length(quantity_column) <= 128),
  constraint text_invalid__last_date_column check (btrim(last_date_column) <> '' and length(last_date_column) <= 128),
  constraint text_invalid__last_date_format check (btrim(last_date_format) <> '' and length(last_date_format) <= 64),
  -- No BETWEEN beside AND: a dump prints it without its brackets, so that the restored constraint would differ.
  constraint sync_path_invalid check (
    length(path) >= 1 and length(path) <= 1000 and path !~ '^[/\\]' and path !~ '(^|[/\\])\.?\.?([/\\]|$)' and path !~ '[[:cntrl:]]' and path !~ '^[A-Za-z]:'),
  constraint sync_dry_run_missing check (not enabled or dry_run_id is not null),
  constraint sync_interval_invalid check (interval_minutes between 1 and 10080),
  constraint value_unknown__in_stock_values check (
    cardinality(in_stock_values) >= 1 and cardinality(in_stock_values) <= 50 and array_position(in_stock_values, null) is null),
  constraint value_unknown__sold_values check (
    cardinality(sold_values) >= 1 and cardinality(sold_values) <= 50 and array_position(sold_values, null) is null and not sold_values && in_stock_values),
  -- With an empty list it is the list that is refused, not this value.
  constraint value_unknown__export_value check (export_value = any (sold_values) or cardinality(sold_values) = 0),
  constraint value_unknown__mappings check (jsonb_typeof(mappings) = 'array' and jsonb_array_length(mappings) <= 200)
);
alter table inventory.sync_sources add primary key (tenant_id, id);
comment on table inventory.sync_sources is 'A table of a SQLite file that is imported from and exported to, how its columns are read, and when it is due.';
comment on constraint sync_source_taken on inventory.sync_sources is
  'A tenant''s sync sources have different names, and no two read the same table of a file.';
comment on constraint sync_path_invalid on inventory.sync_sources is
  'A sync source''s path stays within the tenant''s own folder: relative, without empty, . or .. steps.';
comment on constraint sync_dry_run_missing on inventory.sync_sources is
  'A sync source is enabled only once a successful dry run of its import, on its present configuration, was named.';
comment on constraint sync_interval_invalid on inventory.sync_sources is 'A sync source is due every 1 to 10,080 minutes.';
select inventory.isolate_by_tenant('inventory.sync_sources');
grant insert, update (name, path, table_name, key_column, status_column, in_stock_values, sold_values, export_value, quantity_column,
  last_date_column, last_date_format, allow_computed, location_id, mappings, dry_run_id, enabled, interval_minutes) on inventory.sync_sources to bincard_app;

create table inventory.product_mappings (
  tenant_id uuid not null,
  source_id uuid not null,
  external_key text collate "C" not null, -- paged by key, in the order of its bytes
  external_code text collate "C" not null generated always as (inventory.code_key(external_key)) stored, -- what two keys of a product are compared by
  product_id uuid not null,
  batch_id uuid not null,
  status text not null default 'IN_STOCK', -- what both sides last agreed on
  external_status text not null, -- in the source, as last read or written
  external_quantity bigint not null, -- in the source, as last read or written; 0 where its status says that it is sold
  content_hash bytea not null,
  conflict text,
  -- What an export is about to write to the source, kept before it writes: the next run recognises what a killed one wrote.
  pending_status text,
  pending_date text,
  imported_at inventory.moment not null default now(),
  last_synced_at inventory.moment not null default now(),
  constraint external_key_taken__batch unique (tenant_id, source_id, batch_id),
  constraint external_key_taken__code unique (tenant_id, source_id, external_code, product_id),
  constraint sync_source_unknown foreign key (tenant_id, source_id) references inventory.sync_sources (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint text_invalid__external_key check (btrim(external_key) <> '' and length(external_key) <= 128),
  constraint value_unknown__status check (status in ('IN_STOCK', 'SOLD')),
  constraint text_invalid__conflict check (conflict ~ '^[A-Z_]{1,64}$'),
  constraint quantity_too_large check (external_quantity between 0 and inventory.largest_quantity())
) with (fillfactor = 80);
alter table inventory.product_mappings add constraint external_key_taken primary key (tenant_id, source_id, external_key);
comment on table inventory.product_mappings is
  'The batch that a key of a source became: the last one, where the receipt of an earlier one was voided. The primary key keeps a key from being imported twice.';
comment on constraint external_key_taken on inventory.product_mappings is
  'A key of a source is imported once, unless the receipt of its batch was voided, and so are keys of one product that differ only in case, blanks or the like; a batch belongs to one key of a source.';
select inventory.isolate_by_tenant('inventory.product_mappings');
grant insert, update (batch_id, status, external_status, external_quantity, content_hash, conflict, pending_status, pending_date, last_synced_at)
  on inventory.product_mappings to bincard_app;
