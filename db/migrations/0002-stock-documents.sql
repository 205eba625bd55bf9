-- Everything else that moves stock: adjustments, transfers, stock counts, reservations, expiry write-offs. Each is a
-- document: rows with a status; triggers in db/triggers make its movements. Keys and indexes as in 0001-ledger.sql.

alter table inventory.tenants add column allow_self_approval boolean not null default false;

-- reserved counts what was live when the row was last written; reserved_until is when the first of it dies.
alter table inventory.stock_levels add column reserved_until timestamptz;

-- A reader that goes by commit-safe position needs to know which transaction wrote a movement: see movements-since.sql.
alter table inventory.movements add column transaction_id xid8 not null default pg_current_xact_id();
create index movements_by_transaction on inventory.movements (tenant_id, transaction_id, id);

alter table inventory.sales add column reservation_ids uuid[];

-- ---------------------------------------------------------------- adjustments

create table inventory.adjustments (
  tenant_id uuid not null,
  id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  type text not null,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity bigint not null,
  reason text not null,
  status text not null default 'PENDING',
  requested_by text not null,
  requested_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  rejected_by text,
  rejected_at timestamptz,
  rejection_reason text,
  completed_by text,
  completed_at timestamptz,
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint value_unknown__type check (type in ('DAMAGE', 'LOSS', 'THEFT', 'SAMPLE', 'RECOUNT', 'RETURN', 'OTHER')),
  constraint value_unknown__status check (status in ('PENDING', 'APPROVED', 'REJECTED', 'COMPLETED')),
  constraint quantity_zero check (quantity <> 0),
  constraint quantity_too_large check (base_quantity between -9007199254740991 and 9007199254740991),
  constraint reason_missing check (btrim(reason) <> '' and length(reason) <= 2000),
  constraint reason_missing__rejection check (status <> 'REJECTED'
    or (rejection_reason is not null and btrim(rejection_reason) <> '' and length(rejection_reason) <= 2000))
);
create index adjustments_by_status on inventory.adjustments (tenant_id, status, id);
create index adjustments_by_batch on inventory.adjustments (tenant_id, batch_id, id);
alter table inventory.adjustments add primary key (tenant_id, id);

-- ---------------------------------------------------------------- transfers

create table inventory.transfers (
  tenant_id uuid not null,
  id uuid not null,
  from_location_id uuid not null,
  to_location_id uuid not null,
  status text not null default 'REQUESTED',
  requested_by text not null,
  requested_at timestamptz not null default now(),
  approved_by text,
  approved_at timestamptz,
  dispatched_by text,
  dispatched_at timestamptz,
  fulfilled_by text,
  fulfilled_at timestamptz,
  cancelled_by text,
  cancelled_at timestamptz,
  cancel_reason text,
  opened_by_transaction xid8 not null,
  constraint location_unknown__from foreign key (tenant_id, from_location_id) references inventory.locations (tenant_id, id),
  constraint location_unknown__to foreign key (tenant_id, to_location_id) references inventory.locations (tenant_id, id),
  constraint transfer_same_location check (from_location_id <> to_location_id),
  constraint value_unknown__status check (status in ('REQUESTED', 'APPROVED', 'DISPATCHED', 'FULFILLED', 'CANCELLED')),
  constraint reason_missing check (status <> 'CANCELLED'
    or (cancel_reason is not null and btrim(cancel_reason) <> '' and length(cancel_reason) <= 2000))
);
create index transfers_by_status on inventory.transfers (tenant_id, status, id);
alter table inventory.transfers add primary key (tenant_id, id);

create table inventory.transfer_lines (
  tenant_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  line_number integer not null default 1,
  product_id uuid not null,
  batch_id uuid,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity bigint not null,
  constraint transfer_unknown foreign key (tenant_id, transfer_id) references inventory.transfers (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= 9007199254740991),
  primary key (tenant_id, id)
);
create index transfer_lines_by_transfer on inventory.transfer_lines (tenant_id, transfer_id, id);
create index transfer_lines_by_product on inventory.transfer_lines (tenant_id, product_id, id);

-- ---------------------------------------------------------------- stock counts

create table inventory.stock_counts (
  tenant_id uuid not null,
  id uuid not null,
  location_id uuid not null,
  product_ids uuid[],
  status text not null default 'OPEN',
  started_by text not null,
  started_at timestamptz not null default now(),
  posted_by text,
  posted_at timestamptz,
  post_reason text,
  cancelled_by text,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint value_unknown__status check (status in ('OPEN', 'POSTED', 'CANCELLED')),
  constraint reason_missing check (status <> 'POSTED'
    or (post_reason is not null and btrim(post_reason) <> '' and length(post_reason) <= 2000))
);

-- expected_quantity and seen_sequence are the batch's balance and the end of its chain when the line was made, and
-- again when its figure was recorded: what moved later is what the figure knows nothing of.
create table inventory.stock_count_lines (
  tenant_id uuid not null,
  id uuid not null,
  stock_count_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  batch_id uuid not null,
  expected_quantity bigint not null,
  seen_sequence bigint not null,
  counted_quantity bigint,
  counted_by text,
  counted_at timestamptz,
  rebased_at timestamptz,
  primary key (tenant_id, id),
  constraint stock_count_unknown foreign key (tenant_id, stock_count_id) references inventory.stock_counts (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint batch_counted_twice unique (tenant_id, stock_count_id, batch_id),
  constraint count_negative check (counted_quantity >= 0),
  constraint quantity_too_large check (counted_quantity <= 9007199254740991)
);
create index stock_count_lines_by_batch on inventory.stock_count_lines (tenant_id, batch_id, location_id, counted_at);

-- ---------------------------------------------------------------- reservations

-- No foreign keys to product and location, as in sale_lines: the stamping trigger looks them up.
create table inventory.reservations (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity bigint not null,
  status text not null default 'ACTIVE',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  actor text not null,
  sale_id uuid,
  closed_by text,
  closed_at timestamptz,
  primary key (tenant_id, id),
  constraint sale_unknown foreign key (tenant_id, sale_id) references inventory.sales (tenant_id, id),
  constraint value_unknown__status check (status in ('ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED')),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= 9007199254740991),
  constraint reservation_time_invalid check (expires_at > created_at and expires_at <= created_at + interval '366 days')
);
create index reservations_live on inventory.reservations (tenant_id, product_id, location_id, expires_at, id) where status = 'ACTIVE';
create index reservations_by_sale on inventory.reservations (tenant_id, sale_id, id) where sale_id is not null;

-- ---------------------------------------------------------------- expiry write-offs

create table inventory.expiry_write_offs (
  tenant_id uuid not null,
  id uuid not null,
  location_id uuid,
  created_at timestamptz not null default now(),
  actor text not null,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id)
);

-- ---------------------------------------------------------------- walls and grants

do $$
declare
  v_table text;
begin
  foreach v_table in array array['adjustments', 'transfers', 'transfer_lines', 'stock_counts', 'stock_count_lines',
    'reservations', 'expiry_write_offs'] loop
    execute format('alter table inventory.%I enable row level security', v_table);
    execute format('alter table inventory.%I force row level security', v_table);
    execute format($policy$create policy tenant_isolation on inventory.%I
      using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)$policy$, v_table);
    execute format('comment on policy tenant_isolation on inventory.%I is %L', v_table,
      'A session sees and writes the rows of its own tenant only.');
    execute format('grant select, insert on inventory.%I to bincard_app', v_table);
  end loop;
end
$$;
grant update (allow_self_approval) on inventory.tenants to bincard_app;
grant update (hold, hold_reason) on inventory.batches to bincard_app;
grant update (status, rejection_reason) on inventory.adjustments to bincard_app;
grant update (status, cancel_reason) on inventory.transfers to bincard_app;
grant update (status, post_reason) on inventory.stock_counts to bincard_app;
grant update (counted_quantity, rebased_at) on inventory.stock_count_lines to bincard_app;
grant update (status) on inventory.reservations to bincard_app;

-- ---------------------------------------------------------------- what each constraint says

do $$
declare
  v_rule record;
  v_guard record;
begin
  for v_rule in
    select * from (values
      ('batch_unknown', 'A document names a batch of its own tenant and of the product that it says.'),
      ('location_unknown', 'A document names a location of its own tenant.'),
      ('unit_unknown', 'A document''s unit is one of the product''s units, with the factor that the product gives it.'),
      ('value_unknown', 'A kind, status or other listed value is one of its list.'),
      ('quantity_zero', 'An adjustment moves something: its quantity is not zero.'),
      ('quantity_not_positive', 'A quantity that a document asks for is a whole number above zero.'),
      ('quantity_too_large', 'A quantity is at most 9007199254740991 base units (2^53 - 1), as a line and as a stock.'),
      ('reason_missing', 'What takes back, corrects, adjusts, holds or posts says why, in 1 to 2,000 characters.'),
      ('transfer_same_location', 'A transfer goes from one location to another.'),
      ('transfer_unknown', 'A transfer line belongs to a transfer of its own tenant.'),
      ('stock_count_unknown', 'A count line belongs to a stock count of its own tenant.'),
      ('batch_counted_twice', 'A stock count has one line for a batch.'),
      ('count_negative', 'A counted quantity is zero or more.'),
      ('sale_unknown', 'A sale line, a refund and a committed reservation belong to a sale of their own tenant.'),
      ('reservation_time_invalid', 'A reservation expires after it is made, and within 366 days.')
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
