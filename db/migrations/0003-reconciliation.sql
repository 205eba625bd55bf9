-- Proof and repair: closed days with their checkpoints, verified chains, what channels report, and reconciliation
-- runs. Keys and indexes as in 0001-ledger.sql.

alter table inventory.tenants add column last_closed_on date;
alter table inventory.tenants add column auto_fix_kinds text[] not null default '{LEDGER_MISMATCH,BATCH_MISMATCH}'
  constraint value_unknown__auto_fix_kinds
  check (auto_fix_kinds <@ array['LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED']);
-- A chain that does not verify takes no further movement.
alter table inventory.batch_stock add column frozen boolean not null default false;

-- ---------------------------------------------------------------- closed days

-- hash covers the day, the hash of the day closed before it, and the head that each chain had at the day's end.
create table inventory.closed_days (
  tenant_id uuid not null,
  business_date date not null,
  closed_at timestamptz not null,
  closed_by text not null,
  chains bigint not null,
  movements bigint not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint day_closed primary key (tenant_id, business_date)
);

-- ---------------------------------------------------------------- verification

create table inventory.broken_chains (
  tenant_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  sequence bigint not null,
  movement_id uuid,
  what text not null,
  found_at timestamptz not null default now(),
  primary key (tenant_id, batch_id, location_id)
);

-- transaction_id and movement_id are the position up to which everything was verified.
create table inventory.verifications (
  tenant_id uuid not null,
  id uuid not null,
  mode text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz not null,
  actor text not null,
  movements bigint not null,
  chains bigint not null,
  broken bigint not null,
  transaction_id xid8 not null,
  movement_id uuid not null,
  primary key (tenant_id, id),
  constraint value_unknown__mode check (mode in ('FULL', 'INCREMENTAL'))
);

-- ---------------------------------------------------------------- channels

-- What an outside channel (a shop's site, a marketplace, a till) last said of a product: where location_id is null,
-- over all locations.
create table inventory.channel_stock (
  tenant_id uuid not null,
  channel text not null,
  product_id uuid not null,
  location_id uuid,
  quantity bigint not null,
  reported_at timestamptz not null,
  reported_by text not null,
  constraint channel_reported_twice unique nulls not distinct (tenant_id, channel, product_id, location_id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint text_invalid__channel check (btrim(channel) <> '' and length(channel) <= 64),
  constraint quantity_too_large check (quantity between -9007199254740991 and 9007199254740991)
);

-- What it said of the product as a whole: its own total and whether it shows the product.
create table inventory.channel_products (
  tenant_id uuid not null,
  channel text not null,
  product_id uuid not null,
  total bigint,
  visible boolean,
  reported_at timestamptz not null,
  reported_by text not null,
  primary key (tenant_id, channel, product_id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint text_invalid__channel check (btrim(channel) <> '' and length(channel) <= 64),
  constraint quantity_too_large check (total between -9007199254740991 and 9007199254740991)
);

-- ---------------------------------------------------------------- reconciliation

create table inventory.reconciliation_runs (
  tenant_id uuid not null,
  id uuid not null,
  trigger text not null,
  dry_run boolean not null,
  product_id uuid,
  location_id uuid,
  kinds text[],
  report jsonb, -- lines as an earlier comparison saw them, instead of a comparison now
  started_at timestamptz not null,
  finished_at timestamptz,
  products_compared bigint not null default 0,
  actor text not null,
  primary key (tenant_id, id),
  constraint value_unknown__trigger check (trigger in ('MANUAL', 'SCHEDULED')),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id)
);

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
  business_date date,
  expected bigint not null,
  actual bigint not null,
  cause text,
  fix text not null default 'PLANNED',
  fixed_at timestamptz,
  note text,
  primary key (tenant_id, id),
  constraint reconciliation_unknown foreign key (tenant_id, run_id) references inventory.reconciliation_runs (tenant_id, id),
  constraint value_unknown__kind
    check (kind in ('LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED')),
  constraint value_unknown__fix check (fix in ('PLANNED', 'APPLIED', 'STALE', 'SKIPPED', 'FAILED'))
);
create index reconciliation_lines_by_run on inventory.reconciliation_lines (tenant_id, run_id, line_number, id);

-- What a channel should show instead: for its connector to send.
create table inventory.channel_corrections (
  tenant_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  channel text not null,
  product_id uuid not null,
  location_id uuid,
  field text not null,
  quantity bigint not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (tenant_id, id),
  constraint value_unknown__field check (field in ('quantity', 'total', 'visible'))
);
create index channel_corrections_unsent on inventory.channel_corrections (tenant_id, channel, id) where sent_at is null;

-- ---------------------------------------------------------------- walls and grants

do $$
declare
  v_table text;
begin
  foreach v_table in array array['closed_days', 'broken_chains', 'verifications', 'channel_stock', 'channel_products',
    'reconciliation_runs', 'reconciliation_lines', 'channel_corrections'] loop
    execute format('alter table inventory.%I enable row level security', v_table);
    execute format('alter table inventory.%I force row level security', v_table);
    execute format($policy$create policy tenant_isolation on inventory.%I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, v_table);
    execute format('comment on policy tenant_isolation on inventory.%I is %L', v_table,
      'A session sees and writes the rows of its own tenant only.');
    execute format('grant select on inventory.%I to bincard_app', v_table);
  end loop;
end
$$;
grant insert on inventory.closed_days, inventory.verifications, inventory.channel_stock, inventory.channel_products,
  inventory.reconciliation_runs to bincard_app;
grant update (quantity, reported_at, reported_by) on inventory.channel_stock to bincard_app;
grant update (total, visible, reported_at, reported_by) on inventory.channel_products to bincard_app;
grant update (fix) on inventory.reconciliation_lines to bincard_app;
grant update (sent_at) on inventory.channel_corrections to bincard_app;
grant update (auto_fix_kinds) on inventory.tenants to bincard_app;

-- ---------------------------------------------------------------- what each constraint says

do $$
declare
  v_rule record;
  v_guard record;
begin
  for v_rule in
    select * from (values
      ('day_closed', 'A closed day takes no movement, and is closed once.'),
      ('channel_reported_twice', 'A channel has one figure for a product at a location.'),
      ('reconciliation_unknown', 'A reconciliation line belongs to a run of its own tenant.'),
      ('product_unknown', 'A document names a product of its own tenant.'),
      ('location_unknown', 'A document names a location of its own tenant.'),
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
