-- Files that were brought in, or looked at: that a run began, how it ended, what was wrong with its rows, and which rows of a
-- file are in.

create table inventory.import_runs (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  kind text not null,
  dry_run boolean not null,
  all_or_nothing boolean not null,
  file_name text not null,
  file_hash bytea not null,
  started_at inventory.moment not null,
  actor text not null,
  reading bytea not null default '', -- a hash of how the file is read: which column is which field, what a number and a day look like
  dry_run_id uuid, -- the dry run of which it brings in what was shown
  constraint value_unknown__kind check (kind in ('PRODUCTS', 'STOCK', 'LOCATIONS', 'CHANNEL', 'SUPPLIERS', 'PRICES')),
  constraint text_invalid__file_name check (btrim(file_name) <> '' and length(file_name) <= 200)
);
create index import_runs_by_file on inventory.import_runs (tenant_id, file_hash, id);
alter table inventory.import_runs add primary key (tenant_id, id);
alter table inventory.import_runs add constraint import_run_unknown__dry_run
  foreign key (tenant_id, dry_run_id) references inventory.import_runs (tenant_id, id);
comment on constraint import_run_unknown__dry_run on inventory.import_runs is
  'The end, the problems and the rows of an import belong to a run of their own tenant. The dry run that a live run names is of the same file, read in the same way, and has ended without a failure.';
comment on table inventory.import_runs is
  'A file that is brought in, or checked (dry_run). A run without an end is under way, or was killed; running the file again goes on where it stopped.';
select inventory.isolate_by_tenant('inventory.import_runs');
grant insert on inventory.import_runs to bincard_app;

create table inventory.import_run_ends (
  tenant_id uuid not null,
  run_id uuid not null,
  ended_at inventory.moment not null,
  failure text,
  message text,
  rows bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  refused bigint not null default 0,
  rolled_back bigint not null default 0, -- would have come in, and were taken back with the whole run
  constraint import_run_ended primary key (tenant_id, run_id),
  constraint import_run_unknown foreign key (tenant_id, run_id) references inventory.import_runs (tenant_id, id),
  constraint text_invalid__failure check (failure ~ '^[A-Z_]{1,64}$'),
  constraint text_invalid__message check (length(message) <= 2000),
  constraint count_negative check (least(rows, created, updated, unchanged, refused, rolled_back) >= 0)
);
comment on table inventory.import_run_ends is 'How an import ended (a failure, or null where all rows were looked at) and what it counted.';
comment on constraint import_run_ended on inventory.import_run_ends is 'An import ends once.';
comment on constraint import_run_unknown on inventory.import_run_ends is
  'The end, the problems and the rows of an import belong to a run of their own tenant. The dry run that a live run names is of the same file, read in the same way, and has ended without a failure.';
select inventory.isolate_by_tenant('inventory.import_run_ends');
grant insert on inventory.import_run_ends to bincard_app;

create table inventory.import_problems (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  row_number bigint not null, -- as a spreadsheet counts: the header is row 1
  column_name text,
  code text not null,
  message text not null,
  hint text,
  value text,
  constraint import_run_unknown foreign key (tenant_id, run_id) references inventory.import_runs (tenant_id, id),
  constraint text_invalid__code check (code ~ '^[A-Z_]{1,64}$'),
  constraint text_invalid__message check (length(message) <= 2000),
  constraint text_invalid__hint check (length(hint) <= 2000),
  constraint text_invalid__column_name check (length(column_name) <= 200),
  constraint text_invalid__value check (length(value) <= 200)
);
create index import_problems_by_run on inventory.import_problems (tenant_id, run_id, id);
alter table inventory.import_problems add primary key (tenant_id, id);
comment on table inventory.import_problems is 'Why a row of a file was refused: its row and column, the refused value and the way out.';
select inventory.isolate_by_tenant('inventory.import_problems');
grant insert on inventory.import_problems to bincard_app;

-- A row is written in the transaction of what it brought in: either both are there or neither is.
create table inventory.imported_rows (
  tenant_id uuid not null,
  kind text not null,
  file_hash bytea not null,
  row_number bigint not null,
  run_id uuid not null,
  entity_id uuid, -- the product, location or supplier that the row names, which no other row of the file may change
  row_key bytea, -- STOCK: a hash of what the row says, the same in every file
  occurrence bigint, -- STOCK: which of the equal rows that are in it is; null where an earlier file had brought it in
  receipt_id uuid, -- STOCK: what it came in with
  voided_at inventory.moment, -- the receipt was voided: the row is not in, and may come in again
  constraint import_run_unknown foreign key (tenant_id, run_id) references inventory.import_runs (tenant_id, id),
  constraint receipt_unknown foreign key (tenant_id, receipt_id) references inventory.receipts (tenant_id, id)
);
-- Not for rows without a key: a plan for an empty table would look a row of a file up by it, and read all rows of the kind.
create unique index import_row_taken on inventory.imported_rows (tenant_id, kind, row_key, occurrence)
where voided_at is null and row_key is not null;
create unique index imported_rows_by_entity on inventory.imported_rows (tenant_id, kind, file_hash, entity_id) where entity_id is not null;
create index imported_rows_by_receipt on inventory.imported_rows (tenant_id, receipt_id) where receipt_id is not null;
alter table inventory.imported_rows add primary key (tenant_id, run_id, row_number);
create unique index import_row_taken__file on inventory.imported_rows (tenant_id, kind, file_hash, row_number)
where voided_at is null and (row_key is null or occurrence is not null);
comment on table inventory.imported_rows is
  'The rows of a file that are in, by the hash of the file: a run that is repeated, or goes on after it was killed, brings none of them in again. Rows of stock also by what they say: a file that was edited brings in only what it changed.';
comment on index inventory.import_row_taken is
  'A row of a file is brought in once, and again when its receipt was voided; by a live run that names a dry run only once, so check the file again after a void. Equal rows of stock come in as often as the file that has them most often.';
comment on index inventory.import_row_taken__file is
  'A row of a file is brought in once, and again when its receipt was voided; by a live run that names a dry run only once, so check the file again after a void. Equal rows of stock come in as often as the file that has them most often.';
comment on constraint receipt_unknown on inventory.imported_rows is 'A batch belongs to a receipt of its own tenant.';
select inventory.isolate_by_tenant('inventory.imported_rows');
grant insert on inventory.imported_rows to bincard_app;

-- Of a dry run what each row would do; of a live run that names one what each row did, written with what it brought in.
create table inventory.import_changes (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  row_number bigint not null, -- as import_problems
  dry_run_id uuid, -- the dry run that has shown it; null of a dry run's own rows
  outcome text not null,
  subject text not null, -- the code of what the row is about
  changes jsonb not null, -- [{"field", "before", "after"}]: the first fields, and the beginning of long texts
  hash bytea not null, -- of all of them in full
  constraint import_run_unknown foreign key (tenant_id, run_id) references inventory.import_runs (tenant_id, id),
  constraint value_unknown__outcome check (outcome in ('CREATED', 'UPDATED', 'UNCHANGED')),
  constraint text_invalid__subject check (length(subject) <= 200)
);
create index import_changes_by_run on inventory.import_changes (tenant_id, run_id, id);
create unique index import_row_taken__shown on inventory.import_changes (tenant_id, dry_run_id, row_number)
where dry_run_id is not null;
alter table inventory.import_changes add primary key (tenant_id, run_id, row_number);
comment on table inventory.import_changes is
  'What a row of a file would change, by its dry run, before and after; and what it has changed, by the live run that names the dry run.';
comment on index inventory.import_row_taken__shown is
  'A row of a file is brought in once, and again when its receipt was voided; by a live run that names a dry run only once, so check the file again after a void. Equal rows of stock come in as often as the file that has them most often.';
select inventory.isolate_by_tenant('inventory.import_changes');
grant insert on inventory.import_changes to bincard_app;
