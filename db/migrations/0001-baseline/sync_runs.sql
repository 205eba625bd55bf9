-- Runs of sync: that one began, how it ended, and the rows that it could not import or export.

create table inventory.sync_runs (
  tenant_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  direction text not null,
  dry_run boolean not null,
  configuration bigint not null, -- of its source, as the run read it
  trigger text not null,
  started_at inventory.moment not null,
  actor text not null,
  dry_run_id uuid, -- the dry run of which it does what was shown
  constraint sync_source_unknown foreign key (tenant_id, source_id) references inventory.sync_sources (tenant_id, id),
  constraint value_unknown__direction check (direction in ('IMPORT', 'EXPORT')),
  constraint value_unknown__trigger check (trigger in ('MANUAL', 'SCHEDULED'))
);
create index sync_runs_by_source on inventory.sync_runs (tenant_id, source_id, id);
alter table inventory.sync_runs add primary key (tenant_id, id);
alter table inventory.sync_runs add constraint sync_run_unknown__dry_run
  foreign key (tenant_id, dry_run_id) references inventory.sync_runs (tenant_id, id);
comment on constraint sync_run_unknown__dry_run on inventory.sync_runs is
  'The end and the rows of a sync run belong to a run of their own tenant. The dry run that a live run names is of the same source, direction and configuration, and has ended without a failure.';
comment on table inventory.sync_runs is
  'An import or export of a source. A run without an end was killed, or is under way and holds its source''s lock.';
comment on constraint sync_source_unknown on inventory.sync_runs is
  'A sync run and a product mapping belong to a source of their own tenant.';
select inventory.isolate_by_tenant('inventory.sync_runs');
grant insert on inventory.sync_runs to bincard_app;

create table inventory.sync_run_ends (
  tenant_id uuid not null,
  run_id uuid not null,
  ended_at inventory.moment not null,
  failure text,
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
comment on table inventory.sync_run_ends is 'How a run ended (a failure, or null where it completed) and what it counted.';
comment on constraint sync_run_ended on inventory.sync_run_ends is 'A sync run ends once.';
comment on constraint sync_run_unknown on inventory.sync_run_ends is
  'The end and the rows of a sync run belong to a run of their own tenant. The dry run that a live run names is of the same source, direction and configuration, and has ended without a failure.';
select inventory.isolate_by_tenant('inventory.sync_run_ends');
grant insert on inventory.sync_run_ends to bincard_app;

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
comment on table inventory.sync_run_rows is 'A row that a run could not import or export, and why.';
select inventory.isolate_by_tenant('inventory.sync_run_rows');
grant insert on inventory.sync_run_rows to bincard_app;

-- Of a dry run, what each row would change.
create table inventory.sync_changes (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  external_key text not null,
  action text not null,
  subject text not null, -- the SKU
  changes jsonb not null, -- [{"field", "before", "after"}]: the first fields, and the beginning of long texts
  hash bytea not null, -- of the row as it was read, and of all its changes in full
  row_hash bytea not null, -- of the row as it was read
  constraint sync_run_unknown foreign key (tenant_id, run_id) references inventory.sync_runs (tenant_id, id),
  constraint value_unknown__action check (action in ('CREATED', 'UPDATED', 'EXPORTED')),
  constraint text_invalid__external_key check (length(external_key) <= 128)
);
create index sync_changes_by_run on inventory.sync_changes (tenant_id, run_id, id);
alter table inventory.sync_changes add primary key (tenant_id, run_id, external_key);
comment on table inventory.sync_changes is 'What a row of a source would change, by a dry run, before and after: a live run that names the dry run does that.';
select inventory.isolate_by_tenant('inventory.sync_changes');
grant insert on inventory.sync_changes to bincard_app;
