-- Tenants, locations, products and their units.
--
-- Tables:      tenant_id leads each key: it isolates tenants and is the shard key. What can be declared is declared here; the
--              rest is in db/triggers.
-- Constraints: named after the rule that they guard, with __point where one table guards it several times. The rule's
--              sentence is a comment on one of its constraints; comment_shared_rules copies it to the others.
-- Codes:       what people type (functions/codes.sql) is stored clean, and unique by its key, a generated column: an index of
--              an expression cannot be used under row-level security, since its function is not leakproof. Every UPDATE of a table
--              with triggers computes it anew. The index is partial, so that PostgreSQL does not take it for a key that foreign keys
--              could refer to: the UPDATE would lock the row against the foreign keys of all that is written meanwhile.
-- Quantities:  whole numbers of the product's base unit, at most inventory.largest_quantity(), so that sums of many stay below 2^53.
-- Indexes:     each leads with tenant_id and ends with the whole primary key, and the primary key is made last where a sale
--              reads by it. While a table is new the planner has no statistics of its columns: it takes the smallest index
--              that leads with a known column, then the newest. An index of (tenant_id, location_id) packs its equal
--              entries, looked smaller than the key, and made every sale of a new shop read all of its location.

create table inventory.tenants (
  id uuid primary key,
  code text not null constraint tenant_code_taken unique,
  name text not null,
  time_zone text not null default 'UTC',
  allow_self_approval boolean not null default false,
  over_receipt_percent integer not null default 0,
  auto_fix_kinds text[] not null default '{LEDGER_MISMATCH,BATCH_MISMATCH}',
  last_closed_on inventory.calendar_day,
  currency text,
  created_at inventory.moment not null default now(),
  constraint value_unknown__currency check (inventory.currency_decimals(currency) is not null or currency is null),
  constraint text_invalid__code check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  -- An unknown zone makes the expression itself fail.
  constraint value_unknown__time_zone check
    (not inventory.is_pseudo_zone(time_zone) and (timestamptz '2000-01-01 00:00Z' at time zone time_zone) is not null),
  constraint over_receipt__percent check (over_receipt_percent >= 0 and over_receipt_percent <= 100),
  constraint value_unknown__auto_fix_kinds
    check (auto_fix_kinds <@ array['LEDGER_MISMATCH', 'BATCH_MISMATCH', 'CHANNEL_MISMATCH', 'TOTAL_MISMATCH', 'NOT_LISTED'])
);
comment on table inventory.tenants is 'A business with an inventory of its own, its time zone, its currency (ISO 4217; none: amounts are shown with two decimals) and its settings.';
comment on constraint tenant_code_taken on inventory.tenants is 'A tenant''s code is used once, in whatever case it is written.';
comment on constraint text_invalid__code on inventory.tenants is
  'Names, codes and numbers are not blank and not longer than their field allows. Codes are in Unicode NFC, trimmed, with single spaces, and without control, invisible and direction characters.';
comment on constraint value_unknown__time_zone on inventory.tenants is
  'A kind, status or other coded value is one of those allowed.';

select inventory.isolate_by_tenant('inventory.tenants', 'id');
-- Tenants are created and listed by the owner: a session cannot be of a tenant that does not exist yet.
create policy tenant_registry on inventory.tenants to bincard_owner using (true) with check (true);
grant update (allow_self_approval, auto_fix_kinds, over_receipt_percent, time_zone, currency) on inventory.tenants to bincard_app;

create table inventory.locations (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  code text not null,
  code_key text collate "C" not null generated always as (inventory.code_key(code)) stored,
  name text not null,
  kind text not null,
  active boolean not null default true,
  switched_off_at inventory.moment,
  quarantine_of uuid,
  created_at inventory.moment not null default now(),
  constraint location_code_taken__quarantine_of unique (tenant_id, quarantine_of),
  constraint text_invalid__code check (code <> '' and code = inventory.clean_code(code) and length(code) <= 64),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  constraint value_unknown__kind check (kind in ('WAREHOUSE', 'STOREFRONT', 'QUARANTINE')),
  constraint value_unknown__quarantine_of check (quarantine_of is null or (kind = 'QUARANTINE' and quarantine_of <> id))
);
create unique index location_code_taken on inventory.locations (tenant_id, code_key) where code_key is not null;
alter table inventory.locations add primary key (tenant_id, id);
alter table inventory.locations add constraint location_unknown__quarantine_of
  foreign key (tenant_id, quarantine_of) references inventory.locations (tenant_id, id);
comment on table inventory.locations is
  'A place that holds stock: a warehouse, a storefront or a quarantine, where goods stand that are not for sale. quarantine_of is the place whose returned goods a quarantine takes. switched_off_at: since when the location is not active.';
comment on index inventory.location_code_taken is 'A location''s code is used once in its tenant, in whatever case it is written.';
select inventory.isolate_by_tenant('inventory.locations');
grant insert, update (name, active) on inventory.locations to bincard_app;

create table inventory.products (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  sku text not null,
  sku_reason text, -- why the SKU was changed last
  sku_key text collate "C" not null generated always as (inventory.code_key(sku)) stored,
  name text not null,
  kind text not null default 'GOODS',
  status text not null default 'ACTIVE',
  track_inventory boolean not null default true,
  base_unit text not null default 'unit',
  reorder_point bigint,
  attributes jsonb not null default '{}',
  version bigint not null default 1,
  created_at inventory.moment not null default now(),
  updated_at inventory.moment not null default now(),
  constraint text_invalid__sku check (sku <> '' and sku = inventory.clean_code(sku) and length(sku) <= 64),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  constraint reason_missing__sku check (btrim(sku_reason) <> '' and length(sku_reason) <= 2000),
  constraint text_invalid__base_unit check (base_unit <> '' and base_unit = inventory.clean_code(base_unit) and length(base_unit) <= 32),
  constraint value_unknown__kind check (kind in ('GOODS', 'KIT')),
  constraint value_unknown__status check (status in ('ACTIVE', 'INACTIVE', 'ARCHIVED')),
  constraint value_unknown__attributes check (jsonb_typeof(attributes) = 'object'),
  constraint quantity_not_positive__reorder_point check (reorder_point >= 0),
  constraint quantity_too_large__reorder_point check (reorder_point <= inventory.largest_quantity()),
  constraint kit_not_stocked__reorder_point check (kind <> 'KIT' or reorder_point is null),
  constraint product_not_tracked__track_inventory check (kind <> 'KIT' or track_inventory)
);
create unique index sku_taken on inventory.products (tenant_id, sku_key) where sku_key is not null;
create index products_by_sku on inventory.products (tenant_id, sku, id);
alter table inventory.products add primary key (tenant_id, id);
comment on table inventory.products is 'What is stocked or sold: goods, or kits of goods (kit_components). version counts its edits, so that an edit can name the one it was made from.';
comment on index inventory.sku_taken is 'A SKU names one product of its tenant, in whatever case it is written.';
comment on constraint kit_not_stocked__reorder_point on inventory.products is
  'A kit has no stock of its own: it is not ordered, received, counted, transferred, reserved or moved, and has no minimum.';
comment on constraint product_not_tracked__track_inventory on inventory.products is
  'Only a product whose inventory is tracked is ordered, received, counted, transferred or reserved, and only such a product is a kit or in one.';
comment on constraint quantity_not_positive__reorder_point on inventory.products is
  'A quantity that a document asks for is a whole number above zero.';
do $$
begin
  execute format('comment on constraint quantity_too_large__reorder_point on inventory.products is %L',
    format('A quantity is at most %s base units, on a line and in stock at a place.', inventory.largest_quantity()));
end
$$;
select inventory.isolate_by_tenant('inventory.products');
grant insert, update (name, status, reorder_point, attributes, sku, sku_reason) on inventory.products to bincard_app;

create table inventory.product_units (
  tenant_id uuid not null,
  product_id uuid not null,
  code text not null,
  factor bigint not null,
  retired_at inventory.moment,
  code_key text collate "C" not null generated always as (inventory.code_key(code)) stored,
  constraint unit_code_taken unique (tenant_id, product_id, code_key),
  constraint unit_code_taken__factor unique (tenant_id, product_id, code, factor), -- for foreign keys
  constraint unit_code_taken__code primary key (tenant_id, product_id, code),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint text_invalid__unit check (code <> '' and code = inventory.clean_code(code) and length(code) <= 32),
  constraint quantity_not_positive__factor check (factor > 0),
  constraint quantity_too_large__factor check (factor <= inventory.largest_quantity())
);
comment on table inventory.product_units is
  'The units that a product is counted in, each an integer factor of its base unit; the base unit has a row too (factor 1).';
comment on constraint unit_code_taken on inventory.product_units is 'A unit''s code is used once per product, in whatever case it is written.';
comment on constraint product_unknown on inventory.product_units is 'A document names a product of its own tenant.';
select inventory.isolate_by_tenant('inventory.product_units');
grant insert, update (retired_at) on inventory.product_units to bincard_app;

create table inventory.product_codes (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  code text not null,
  kind text not null,
  unit text not null,
  removed_at inventory.moment,
  code_key text collate "C" not null generated always as (inventory.product_code_key(code)) stored,
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit) references inventory.product_units (tenant_id, product_id, code),
  constraint text_invalid__code check (code <> '' and code = inventory.clean_code(code) and length(code) <= 128),
  constraint value_unknown__kind check (kind in ('SKU', 'GTIN', 'INTERNAL', 'SUPPLIER')),
  constraint gtin_invalid check (kind <> 'GTIN' or inventory.is_gtin(code))
);
-- A removed code is free for another product.
create unique index code_taken on inventory.product_codes (tenant_id, code_key) where removed_at is null;
create index product_codes_by_product on inventory.product_codes (tenant_id, product_id, id);
alter table inventory.product_codes add primary key (tenant_id, id);
comment on table inventory.product_codes is
  'Everything that finds a product: its SKU, its earlier SKUs, barcodes and the codes of suppliers, each for one of its units. A code is never deleted; one that was removed has removed_at.';
comment on index inventory.code_taken is
  'A code names one product of its tenant, whether as its SKU or as another code, in whatever case it is written.';
comment on constraint gtin_invalid on inventory.product_codes is 'A GTIN has 8, 12, 13 or 14 digits, the last of which is right.';
select inventory.isolate_by_tenant('inventory.product_codes');
grant insert, update (removed_at) on inventory.product_codes to bincard_app;
