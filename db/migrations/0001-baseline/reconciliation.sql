-- Reconciliation: comparisons of figures with the ledger, and the fixes of what differs.

create table inventory.reconciliation_runs (
  tenant_id uuid not null,
  id uuid not null,
  trigger text not null,
  dry_run boolean not null,
  product_id uuid,
  location_id uuid,
  kinds text[],
  report jsonb, -- lines as an earlier comparison found them, in place of a comparison now
  started_at inventory.moment not null,
  business_date inventory.calendar_day not null,
  finished_at inventory.moment,
  products_compared bigint not null default 0,
  actor text not null,
  primary key (tenant_id, id),
  constraint value_unknown__trigger check (trigger in ('MANUAL', 'SCHEDULED')),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id)
);
create index reconciliation_runs_by_date on inventory.reconciliation_runs (tenant_id, business_date, id);
comment on table inventory.reconciliation_runs is
  'A comparison of stock figures with what they are made of, of some kinds, one product or one location, or of all (null).';
select inventory.isolate_by_tenant('inventory.reconciliation_runs');
grant insert on inventory.reconciliation_runs to bincard_app;

create table inventory.reconciliation_lines (
  tenant_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  line_number integer not null,
  kind text not null,
  product_id uuid not null,
  location_id uuid,
  batch_id uuid,
  channel text,
  subject text not null, -- what differs: batch_stock.quantity, daily_stock.sales ...
  business_date inventory.calendar_day,
  expected bigint not null,
  actual bigint not null,
  cause text,
  fix text not null default 'PLANNED',
  fixed_at inventory.moment,
  note text,
  primary key (tenant_id, id),
  constraint reconciliation_unknown foreign key (tenant_id, run_id) references inventory.reconciliation_runs (tenant_id, id),
  constraint value_unknown__kind
    check (kind in ('LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED')),
  constraint value_unknown__fix check (fix in ('PLANNED', 'APPLIED', 'STALE', 'SKIPPED', 'FAILED'))
);
create index reconciliation_lines_by_run on inventory.reconciliation_lines (tenant_id, run_id, line_number, id);
comment on table inventory.reconciliation_lines is 'A difference that a run found, its cause where one is known, and what became of its fix.';
comment on constraint reconciliation_unknown on inventory.reconciliation_lines is 'A reconciliation line belongs to a run of its own tenant.';
select inventory.isolate_by_tenant('inventory.reconciliation_lines');
grant update (fix) on inventory.reconciliation_lines to bincard_app;
