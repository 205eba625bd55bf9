-- The ledger's tables. Every table leads with tenant_id (the wall and the shard key) and is forced
-- through row-level security, for the owner too. What a trigger must do lives in db/triggers; here is
-- what can be declared. A constraint is called after the violation (the rule's stem), with __point
-- where one table guards the rule twice.
--
-- Quantities are whole numbers of the product's base unit, at most 2^53 - 1 so that JSON carries them.
--
-- Every index leads with tenant_id and ends with the whole primary key, and the primary key is made last where
-- a sale reads by it. While a table is young the planner knows nothing of its columns: it takes the smallest
-- index that leads with a known column, then the newest. An index of (tenant_id, location_id) packs its
-- equal entries, looked smaller than the key, and had every sale of a new shop read all of its location.

-- ---------------------------------------------------------------- master data

create table inventory.tenants (
  id uuid primary key,
  code text not null constraint tenant_code_taken unique,
  name text not null,
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now(),
  constraint text_invalid__code check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- An unknown zone makes the expression itself fail.
  constraint value_unknown__time_zone check ((timestamptz '2000-01-01 00:00Z' at time zone time_zone) is not null),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200)
);

create table inventory.locations (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  constraint location_code_taken unique (tenant_id, code),
  constraint text_invalid__code check (btrim(code) <> '' and length(code) <= 64),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  constraint value_unknown__kind check (kind in ('WAREHOUSE', 'STOREFRONT'))
);
alter table inventory.locations add primary key (tenant_id, id);

create table inventory.products (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  sku text not null,
  name text not null,
  status text not null default 'ACTIVE',
  track_inventory boolean not null default true,
  base_unit text not null default 'unit',
  reorder_point bigint,
  attributes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint sku_taken unique (tenant_id, sku),
  constraint text_invalid__sku check (btrim(sku) <> '' and length(sku) <= 64),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  constraint text_invalid__base_unit check (btrim(base_unit) <> '' and length(base_unit) <= 32),
  constraint value_unknown__status check (status in ('ACTIVE', 'INACTIVE', 'ARCHIVED')),
  constraint value_unknown__attributes check (jsonb_typeof(attributes) = 'object'),
  constraint quantity_not_positive__reorder_point check (reorder_point >= 0),
  constraint quantity_too_large__reorder_point check (reorder_point <= 9007199254740991)
);
alter table inventory.products add primary key (tenant_id, id);

-- The base unit is a row too (factor 1), written with the product.
create table inventory.product_units (
  tenant_id uuid not null,
  product_id uuid not null,
  code text not null,
  factor bigint not null,
  constraint unit_code_taken primary key (tenant_id, product_id, code),
  constraint unit_code_taken__factor unique (tenant_id, product_id, code, factor),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint text_invalid__unit check (btrim(code) <> '' and length(code) <= 32),
  constraint quantity_not_positive__factor check (factor > 0),
  constraint quantity_too_large__factor check (factor <= 9007199254740991)
);

-- ---------------------------------------------------------------- intake

create table inventory.receipts (
  tenant_id uuid not null,
  id uuid not null,
  location_id uuid not null,
  supplier text,
  reference text,
  received_at timestamptz not null default now(),
  recorded_at timestamptz not null default now(),
  actor text not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  opened_by_transaction xid8 not null,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint text_invalid__supplier check (btrim(supplier) <> '' and length(supplier) <= 200),
  constraint text_invalid__reference check (btrim(reference) <> '' and length(reference) <= 200),
  constraint reason_missing check (voided_at is null or (btrim(void_reason) <> '' and length(void_reason) <= 2000 and void_reason is not null))
);
create index receipts_by_location on inventory.receipts (tenant_id, location_id, id);

-- A batch is a line of its receipt: what came in, once.
create table inventory.batches (
  tenant_id uuid not null,
  id uuid not null,
  receipt_id uuid not null,
  line_number integer not null default 1,
  product_id uuid not null,
  location_id uuid not null,
  batch_number text not null,
  quantity bigint not null,
  received_unit text not null,
  factor bigint not null default 1,
  intake_quantity bigint not null,
  intake_reason text,
  unit_cost numeric(20, 6),
  received_at timestamptz not null,
  received_on date not null,
  expiry_date date,
  hold text,
  hold_reason text,
  voided_at timestamptz,
  constraint receipt_unknown foreign key (tenant_id, receipt_id) references inventory.receipts (tenant_id, id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, received_unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_not_positive__intake check (intake_quantity > 0),
  constraint quantity_too_large check (quantity <= 9007199254740991),
  constraint quantity_too_large__intake check (intake_quantity <= 9007199254740991),
  constraint cost_negative check (unit_cost >= 0),
  constraint expiry_before_receipt check (expiry_date >= received_on),
  constraint text_invalid__batch_number check (btrim(batch_number) <> '' and length(batch_number) <= 128),
  constraint reason_missing check (length(intake_reason) <= 2000 and btrim(intake_reason) <> ''),
  constraint value_unknown__hold check (hold in ('QUARANTINED', 'RECALLED'))
);
-- A voided batch gives its number back, so that a mistyped receipt can be entered again.
create unique index batch_number_taken on inventory.batches (tenant_id, product_id, batch_number) where voided_at is null;
create index batches_by_receipt on inventory.batches (tenant_id, receipt_id, id);
create index batches_by_product on inventory.batches (tenant_id, product_id, id);
create index batches_by_location on inventory.batches (tenant_id, location_id, id);
create index batches_by_expiry on inventory.batches (tenant_id, expiry_date, id) where expiry_date is not null;
alter table inventory.batches add primary key (tenant_id, id);

-- ---------------------------------------------------------------- projections, written by the ledger only

create table inventory.stock_levels (
  tenant_id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  on_hand bigint not null default 0,
  reserved bigint not null default 0,
  last_movement_at timestamptz,
  last_business_date date,
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint insufficient_stock check (on_hand >= 0),
  constraint reserved_exceeds_stock check (reserved >= 0 and reserved <= on_hand),
  constraint quantity_too_large check (on_hand <= 9007199254740991)
) with (fillfactor = 70);
create index stock_levels_by_location on inventory.stock_levels (tenant_id, location_id, product_id);
alter table inventory.stock_levels add primary key (tenant_id, product_id, location_id);

-- product_id, expiry_date and received_at repeat the batch's immutable identity, so that FEFO reads one
-- index in order. in_stock keeps that index free of empty batches; being unchanged while stock lasts, it
-- leaves updates heap-only. sequence and head_hash are the end of the chain.
create table inventory.batch_stock (
  tenant_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  expiry_date date,
  received_at timestamptz not null,
  quantity bigint not null default 0,
  in_stock boolean not null default false,
  sequence bigint not null default 0,
  head_hash bytea not null,
  intake_quantity bigint not null default 0,
  sold_quantity bigint not null default 0,
  refunded_quantity bigint not null default 0,
  adjusted_quantity bigint not null default 0,
  transferred_in_quantity bigint not null default 0,
  transferred_out_quantity bigint not null default 0,
  expired_quantity bigint not null default 0,
  constraint batch_has_history foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint stock_written_outside_ledger foreign key (tenant_id, product_id, location_id)
    references inventory.stock_levels (tenant_id, product_id, location_id),
  constraint insufficient_stock check (quantity >= 0),
  constraint quantity_too_large check (quantity <= 9007199254740991)
) with (fillfactor = 70);
create index batch_stock_fefo on inventory.batch_stock (tenant_id, product_id, location_id, expiry_date, received_at, batch_id)
  where in_stock;
alter table inventory.batch_stock add primary key (tenant_id, batch_id, location_id);

-- Sums by kind are signed, so a day always adds up; opening is copied once, from the closing before.
create table inventory.daily_stock (
  tenant_id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  business_date date not null,
  opening bigint not null,
  purchases bigint not null default 0,
  sales bigint not null default 0,
  refunds bigint not null default 0,
  adjustments bigint not null default 0,
  transfers_in bigint not null default 0,
  transfers_out bigint not null default 0,
  expired bigint not null default 0,
  closing bigint not null,
  constraint stock_written_outside_ledger foreign key (tenant_id, product_id, location_id)
    references inventory.stock_levels (tenant_id, product_id, location_id),
  constraint day_unbalanced check
    (closing = opening + purchases + sales + refunds + adjustments + transfers_in + transfers_out + expired)
) with (fillfactor = 70);
create index daily_stock_by_date on inventory.daily_stock (tenant_id, business_date, product_id, location_id);
alter table inventory.daily_stock add primary key (tenant_id, product_id, location_id, business_date);

-- ---------------------------------------------------------------- the ledger

-- What a kind asks of a movement is said in functions: a CHECK's own text is read anew by every statement
-- that writes the table, and a list of kinds in it was measured at a tenth of a sale.
create function inventory.movement_sign(p_kind text, p_quantity bigint) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_kind in ('SALE', 'RECEIPT_VOID', 'TRANSFER_OUT', 'EXPIRY') then p_quantity < 0
    when p_kind in ('RECEIPT', 'SALE_VOID', 'REFUND', 'TRANSFER_IN') then p_quantity > 0
    when p_kind in ('INTAKE_CORRECTION', 'ADJUSTMENT', 'COUNT') then p_quantity <> 0
    else false
  end;
end
$$;
comment on function inventory.movement_sign(text, bigint) is 'Whether a kind is known and a quantity has the sign that it asks for.';

create function inventory.is_reversal(p_kind text) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return p_kind in ('SALE_VOID', 'REFUND', 'RECEIPT_VOID');
end
$$;
comment on function inventory.is_reversal(text) is 'Whether movements of a kind reverse another one.';

-- The batch and the place need no foreign key of their own: the ledger's trigger updates their batch_stock
-- row, which has them, and refuses a movement without it.
create table inventory.movements (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  product_id uuid not null,
  batch_id uuid not null,
  location_id uuid not null,
  quantity bigint not null,
  sequence bigint not null,
  balance_before bigint not null,
  balance_after bigint not null,
  business_date date not null,
  recorded_at timestamptz not null,
  actor text not null,
  reason text,
  reverses_id uuid,
  document_type text not null,
  document_id uuid not null,
  document_line_id uuid,
  hash bytea not null,
  primary key (tenant_id, id),
  constraint chain_broken unique (tenant_id, batch_id, location_id, sequence),
  constraint chain_broken__balance check
    (sequence >= 1 and balance_after = balance_before + quantity and (sequence > 1 or balance_before = 0)),
  constraint movement_sign check (inventory.movement_sign(kind, quantity)),
  constraint reversal_without_original check
    (inventory.is_reversal(kind) = (reverses_id is not null)),
  constraint reversal_without_original__movement foreign key (tenant_id, reverses_id)
    references inventory.movements (tenant_id, id)
);
create index movements_by_product on inventory.movements (tenant_id, product_id, id);
create index movements_by_original on inventory.movements (tenant_id, reverses_id, id) where reverses_id is not null;
create index movements_by_document on inventory.movements (tenant_id, document_id, id);

-- ---------------------------------------------------------------- sales

-- No foreign keys from sales to locations or from their lines to sales, products and units: each check
-- would share-lock a row, and the few locations and the hot products are locked by every other sale too:
-- eight tills at four locations were measured at a third of the speed. The stamping trigger of a line looks the rows
-- up, and neither master data nor a document is ever deleted (master_data_permanent, document_immutable),
-- so what was there when a line read it stays there.

create table inventory.sales (
  tenant_id uuid not null,
  id uuid not null,
  receipt_number text not null,
  location_id uuid not null,
  status text not null default 'COMPLETED',
  occurred_at timestamptz,
  created_at timestamptz not null default now(),
  actor text not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  opened_by_transaction xid8 not null,
  constraint receipt_number_taken unique (tenant_id, receipt_number),
  constraint text_invalid__receipt_number check (btrim(receipt_number) <> '' and length(receipt_number) <= 128),
  constraint reason_missing check
    (status <> 'VOIDED' or (void_reason is not null and btrim(void_reason) <> '' and length(void_reason) <= 2000))
);
create index sales_by_location on inventory.sales (tenant_id, location_id, id);
alter table inventory.sales add primary key (tenant_id, id);

-- tracked and location_id are stamped from the product and the sale, so that allocation reads one table.
create table inventory.sale_lines (
  tenant_id uuid not null,
  id uuid not null,
  sale_id uuid not null,
  line_number integer not null,
  product_id uuid not null,
  location_id uuid not null,
  tracked boolean not null default true,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity bigint not null,
  refunded_quantity bigint not null default 0,
  primary key (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= 9007199254740991),
  constraint refund_exceeds_sale check (refunded_quantity between 0 and base_quantity)
);
create index sale_lines_by_sale on inventory.sale_lines (tenant_id, sale_id, id);

create table inventory.refunds (
  tenant_id uuid not null,
  id uuid not null,
  sale_id uuid not null,
  reason text not null,
  created_at timestamptz not null default now(),
  actor text not null,
  opened_by_transaction xid8 not null,
  primary key (tenant_id, id),
  constraint sale_unknown foreign key (tenant_id, sale_id) references inventory.sales (tenant_id, id),
  constraint reason_missing check (btrim(reason) <> '' and length(reason) <= 2000)
);
create index refunds_by_sale on inventory.refunds (tenant_id, sale_id, id);

create table inventory.refund_lines (
  tenant_id uuid not null,
  id uuid not null,
  refund_id uuid not null,
  sale_line_id uuid not null,
  quantity bigint not null,
  primary key (tenant_id, id),
  constraint refund_unknown foreign key (tenant_id, refund_id) references inventory.refunds (tenant_id, id),
  constraint sale_line_unknown foreign key (tenant_id, sale_line_id) references inventory.sale_lines (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0)
);
create index refund_lines_by_refund on inventory.refund_lines (tenant_id, refund_id, id);
create index refund_lines_by_sale_line on inventory.refund_lines (tenant_id, sale_line_id, id);

-- ---------------------------------------------------------------- retries and the audit log

-- A key is written in the same transaction as the document that it names, so either both are there or none.
create table inventory.idempotency_keys (
  tenant_id uuid not null,
  key text not null,
  operation text not null,
  request_hash bytea not null,
  document_id uuid not null,
  created_at timestamptz not null default now(),
  constraint idempotency_key_reused primary key (tenant_id, key),
  constraint text_invalid__idempotency_key check (btrim(key) <> '' and length(key) <= 200)
);

create table inventory.audit_log (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  entity text not null,
  entity_id text,
  before jsonb,
  after jsonb,
  metadata jsonb,
  primary key (tenant_id, id)
);
create index audit_log_by_entity on inventory.audit_log (tenant_id, entity, entity_id, id);

-- Which file of db/functions, db/triggers and db/documents stands in this database.
create table inventory.applied_files (
  path text primary key,
  content_hash text not null,
  applied_at timestamptz not null default now()
);

-- ---------------------------------------------------------------- walls and grants

alter table inventory.tenants enable row level security;
alter table inventory.tenants force row level security;
create policy tenant_isolation on inventory.tenants
  using (id = nullif(current_setting('app.tenant_id', true), '')::uuid);
-- Tenants are made and found by the owner: no tenant can be current before it exists.
create policy tenant_registry on inventory.tenants to bincard_owner using (true) with check (true);

do $$
declare
  v_table text;
begin
  foreach v_table in array array[
    'locations', 'products', 'product_units', 'receipts', 'batches', 'stock_levels', 'batch_stock',
    'daily_stock', 'movements', 'sales', 'sale_lines', 'refunds', 'refund_lines', 'idempotency_keys', 'audit_log'
  ] loop
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
comment on policy tenant_isolation on inventory.tenants is 'A session sees and writes the rows of its own tenant only.';

grant select on inventory.tenants to bincard_app;
grant select on inventory.applied_files to bincard_app;
-- Documents are inserted; what may change later is named column by column. The ledger, the projections
-- and the audit log are written by their triggers, with the owner's rights.
grant insert on inventory.locations, inventory.products, inventory.product_units, inventory.receipts,
  inventory.batches, inventory.sales, inventory.sale_lines, inventory.refunds, inventory.refund_lines,
  inventory.idempotency_keys to bincard_app;
grant update (name, active) on inventory.locations to bincard_app;
grant update (name, status, reorder_point, attributes) on inventory.products to bincard_app;
grant update (intake_quantity, intake_reason) on inventory.batches to bincard_app;
grant update (voided_at, void_reason) on inventory.receipts to bincard_app;
grant update (status, void_reason) on inventory.sales to bincard_app;

-- ---------------------------------------------------------------- what each constraint says

do $$
declare
  v_rule record;
  v_guard record;
begin
  for v_rule in
    select * from (values
      ('tenant_code_taken', 'A tenant''s code is used once.'),
      ('location_code_taken', 'A location''s code is used once in its tenant.'),
      ('sku_taken', 'A SKU names one product of its tenant.'),
      ('unit_code_taken', 'A unit''s code is used once per product.'),
      ('batch_number_taken', 'A batch number is used once per product, unless its receipt was voided.'),
      ('receipt_number_taken', 'A sale''s receipt number is used once in its tenant.'),
      ('idempotency_key_reused', 'An idempotency key stands for one request: the same request again gets the first answer, another one is refused.'),
      ('text_invalid', 'Names, codes and numbers are not blank and not longer than their field allows.'),
      ('value_unknown', 'A kind, status or other listed value is one of its list.'),
      ('reason_missing', 'What takes back, corrects, adjusts, holds or posts says why, in 1 to 2,000 characters.'),
      ('quantity_not_positive', 'A quantity that a document asks for is a whole number above zero.'),
      ('quantity_too_large', 'A quantity is at most 9007199254740991 base units (2^53 - 1), as a line and as a stock.'),
      ('cost_negative', 'A unit cost is zero or more.'),
      ('expiry_before_receipt', 'A batch is not received after its expiry date.'),
      ('unit_unknown', 'A document''s unit is one of the product''s units, with the factor that the product gives it.'),
      ('product_unknown', 'A document names a product of its own tenant.'),
      ('location_unknown', 'A document names a location of its own tenant.'),
      ('receipt_unknown', 'A batch belongs to a receipt of its own tenant.'),
      ('sale_unknown', 'A sale line, a refund and a committed reservation belong to a sale of their own tenant.'),
      ('sale_line_unknown', 'A refund line names a line of the sale that its refund names.'),
      ('refund_unknown', 'A refund line belongs to a refund of its own tenant.'),
      ('insufficient_stock', 'Stock is never negative: nobody can take more than there is.'),
      ('reserved_exceeds_stock', 'Reserved stock is never negative and never more than what is on hand.'),
      ('batch_has_history', 'A batch that stock moved in cannot be deleted, nor its receipt voided once anything but its intake has moved.'),
      ('stock_written_outside_ledger', 'Stock figures are written by the ledger''s own trigger and by nothing else.'),
      ('chain_broken', 'The movements of a batch at a location form one gap-free chain, each starting at the balance where the one before ended.'),
      ('movement_sign', 'A movement is of a known kind and its sign follows it: what comes in adds, what goes out takes away, and none is zero.'),
      ('day_unbalanced', 'A day''s closing stock is its opening plus the sums of its movements.'),
      ('reversal_without_original', 'A void or refund movement names the movement that it reverses, and no other movement does.'),
      ('refund_exceeds_sale', 'A sale line''s refunds never add up to more than was sold on it.')
    ) as rules (stem, sentence)
  loop
    for v_guard in
      select c.conname, c.conrelid::regclass as table_name, null::regclass as index_name
      from pg_catalog.pg_constraint c
      where c.connamespace = 'inventory'::regnamespace and split_part(c.conname, '__', 1) = v_rule.stem
      union all
      select null, null, i.indexrelid::regclass
      from pg_catalog.pg_index i join pg_catalog.pg_class k on k.oid = i.indexrelid
      where k.relnamespace = 'inventory'::regnamespace and k.relname = v_rule.stem
        and not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid)
    loop
      if v_guard.index_name is null then
        execute format('comment on constraint %I on %s is %L', v_guard.conname, v_guard.table_name, v_rule.sentence);
      else
        execute format('comment on index %s is %L', v_guard.index_name, v_rule.sentence);
      end if;
    end loop;
  end loop;
end
$$;
