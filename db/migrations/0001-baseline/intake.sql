-- Receipts and their lines, the batches: what came in, when and where; and the lots that the batches are of.

create table inventory.receipts (
  tenant_id uuid not null,
  id uuid not null,
  location_id uuid not null,
  supplier text,
  supplier_id uuid,
  purchase_order_id uuid,
  assembly_id uuid,
  reference text,
  received_at inventory.moment not null default now(),
  recorded_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  backdated boolean not null default false,
  actor text not null,
  voided_at inventory.moment,
  voided_by text,
  void_reason text,
  opened_by_transaction xid8 not null,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint supplier_unknown foreign key (tenant_id, supplier_id) references inventory.suppliers (tenant_id, id),
  constraint purchase_order_unknown foreign key (tenant_id, purchase_order_id) references inventory.purchase_orders (tenant_id, id),
  constraint made_by_assembly foreign key (tenant_id, assembly_id) references inventory.assemblies (tenant_id, id),
  constraint text_invalid__supplier check (btrim(supplier) <> '' and length(supplier) <= 200),
  constraint text_invalid__reference check (btrim(reference) <> '' and length(reference) <= 200),
  constraint reason_missing check (voided_at is null or (btrim(void_reason) <> '' and length(void_reason) <= 2000 and void_reason is not null))
);
create index receipts_by_location on inventory.receipts (tenant_id, location_id, id);
create index receipts_by_order on inventory.receipts (tenant_id, purchase_order_id, id) where purchase_order_id is not null;
create index receipts_by_assembly on inventory.receipts (tenant_id, assembly_id, id) where assembly_id is not null;
create index receipts_by_date on inventory.receipts (tenant_id, business_date, id);
comment on table inventory.receipts is 'Goods that came in together, at one location. backdated: its business date was over when it was written. assembly_id: they are sets that were put together here.';
comment on constraint location_unknown on inventory.receipts is 'A document names a location of its own tenant.';
comment on constraint made_by_assembly on inventory.receipts is
  'The sets of an assembly come in and go out again with it: their receipt is not written, voided or corrected by itself.';
comment on constraint reason_missing on inventory.receipts is
  'A void, refund, correction, adjustment, rejection, cancellation, hold or posted count has a reason of 1 to 2,000 characters.';
select inventory.isolate_by_tenant('inventory.receipts');
grant insert, update (voided_at, void_reason) on inventory.receipts to bincard_app;

create table inventory.lots (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  lot_number text not null,
  lot_number_key text collate "C" not null generated always as (inventory.code_key(lot_number)) stored,
  expiry_date inventory.calendar_day,
  expiry_reason text,
  hold text,
  hold_reason text,
  version bigint not null default 1,
  created_at inventory.moment not null default now(),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint text_invalid__lot_number check (
    lot_number <> '' and lot_number = inventory.clean_code(lot_number) and length(lot_number) <= 128),
  constraint value_unknown__hold check (hold in ('QUARANTINED', 'RECALLED')),
  constraint reason_missing check (length(expiry_reason) <= 2000 and btrim(expiry_reason) <> ''),
  constraint lot_number_taken unique (tenant_id, product_id, lot_number_key),
  constraint lot_number_taken__batch unique (tenant_id, id, product_id, lot_number)
);
create index lots_by_product on inventory.lots (tenant_id, product_id, id);
create index lots_by_expiry on inventory.lots (tenant_id, expiry_date, id) where expiry_date is not null;
alter table inventory.lots add primary key (tenant_id, id);
comment on table inventory.lots is
  'What the maker made under one number. Its expiry date and its hold are those of all its batches, at every location and those still to come. version counts its changes.';
comment on constraint lot_number_taken on inventory.lots is 'A product has one lot of a number, in whatever case it is written.';
select inventory.isolate_by_tenant('inventory.lots');
grant update (expiry_date, expiry_reason, hold, hold_reason) on inventory.lots to bincard_app;

create table inventory.batches (
  tenant_id uuid not null,
  id uuid not null,
  receipt_id uuid not null,
  line_number integer not null default 1,
  purchase_order_line_id uuid,
  product_id uuid not null,
  location_id uuid not null,
  lot_id uuid not null,
  batch_number text not null,
  quantity bigint not null,
  received_unit text not null,
  factor bigint not null default 1,
  intake_quantity bigint not null,
  intake_reason text,
  unit_cost inventory.cost,
  received_at inventory.moment not null,
  received_on inventory.calendar_day not null,
  expiry_at_receipt inventory.calendar_day,
  accepted_expired boolean not null default false,
  hold text,
  hold_reason text,
  voided_at inventory.moment,
  constraint receipt_unknown foreign key (tenant_id, receipt_id) references inventory.receipts (tenant_id, id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint order_line_differs foreign key (tenant_id, purchase_order_line_id, product_id)
    references inventory.purchase_order_lines (tenant_id, id, product_id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint lot_unknown foreign key (tenant_id, lot_id, product_id, batch_number)
    references inventory.lots (tenant_id, id, product_id, lot_number),
  constraint unit_unknown foreign key (tenant_id, product_id, received_unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_not_positive__intake check (intake_quantity > 0),
  constraint quantity_too_large check (quantity <= inventory.largest_quantity()),
  constraint quantity_too_large__intake check (intake_quantity <= inventory.largest_quantity()),
  constraint cost_negative check (unit_cost >= 0),
  constraint expiry_before_receipt check (accepted_expired or expiry_at_receipt >= received_on),
  constraint reason_missing check (length(intake_reason) <= 2000 and btrim(intake_reason) <> ''),
  constraint value_unknown__hold check (hold in ('QUARANTINED', 'RECALLED'))
);
create index batches_by_receipt on inventory.batches (tenant_id, receipt_id, id);
create index batches_by_product on inventory.batches (tenant_id, product_id, id);
create index batches_without_cost on inventory.batches (tenant_id, product_id, id) where unit_cost is null;
create index batches_by_location on inventory.batches (tenant_id, location_id, id);
create index batches_by_order_line on inventory.batches (tenant_id, purchase_order_line_id, id) where purchase_order_line_id is not null;
create index batches_by_lot on inventory.batches (tenant_id, lot_id, id);
alter table inventory.batches add primary key (tenant_id, id);
comment on table inventory.batches is
  'A line of a receipt: what came in, once. What is left of it is in batch_stock. batch_number repeats its lot''s number. expiry_at_receipt is the lot''s expiry date when it came in: the date that counts is the lot''s. accepted_expired: it had expired, and was booked in all the same. hold is the batch''s own, beside its lot''s.';
comment on constraint lot_unknown on inventory.batches is
  'A batch, and a sale line that names a lot, is of a lot of its product and tenant.';
comment on constraint order_line_differs on inventory.batches is
  'What is received for a purchase order is of the order''s supplier, place and product.';
comment on constraint receipt_unknown on inventory.batches is 'A batch belongs to a receipt of its own tenant.';
comment on constraint unit_unknown on inventory.batches is
  'A document''s unit is one of the product''s units that is not retired, with the factor that the product gives it.';
comment on constraint cost_negative on inventory.batches is 'A unit cost is zero or more.';
comment on constraint expiry_before_receipt on inventory.batches is 'A batch is not received after its expiry date, unless its line accepts expired goods.';
select inventory.isolate_by_tenant('inventory.batches');
grant insert, update (intake_quantity, intake_reason, hold, hold_reason) on inventory.batches to bincard_app;
