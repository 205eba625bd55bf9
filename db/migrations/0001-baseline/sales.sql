-- Sales and refunds.
--
-- Sales have no foreign key to locations, nor their lines to sales, products and units, nor to a batch or lot that a line names: each check would share-lock a row,
-- and the few locations and the popular products are locked by every other sale too; eight tills at four locations were
-- measured at a third of the speed. The stamp trigger of a line looks the rows up, and neither master data nor a document is
-- ever deleted (master_data_permanent, document_immutable), so what was there when a line read it stays there.

create table inventory.sales (
  tenant_id uuid not null,
  id uuid not null,
  receipt_number text not null,
  receipt_number_key text collate "C" not null generated always as (inventory.code_key(receipt_number)) stored,
  location_id uuid not null,
  status text not null default 'COMPLETED',
  reservation_ids uuid[],
  occurred_at inventory.moment,
  created_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  backdated boolean not null default false,
  actor text not null,
  voided_at inventory.moment,
  voided_by text,
  void_reason text,
  opened_by_transaction xid8 not null,
  constraint receipt_number_taken unique (tenant_id, receipt_number_key),
  -- A till's clock may be a little fast.
  constraint occurred_in_future check (occurred_at <= created_at + interval '5 minutes'),
  constraint text_invalid__receipt_number check (
    receipt_number <> '' and receipt_number = inventory.clean_code(receipt_number) and length(receipt_number) <= 128),
  constraint reason_missing check
    (status <> 'VOIDED' or (void_reason is not null and btrim(void_reason) <> '' and length(void_reason) <= 2000))
);
create index sales_by_location on inventory.sales (tenant_id, location_id, id);
create index sales_by_date on inventory.sales (tenant_id, business_date, id);
alter table inventory.sales add primary key (tenant_id, id);
comment on table inventory.sales is 'A sale at one location; reservation_ids names the reservations that it uses. backdated: its business date was over when it was written.';
comment on constraint receipt_number_taken on inventory.sales is 'A sale''s receipt number is used once in its tenant, in whatever case it is written.';
comment on constraint occurred_in_future on inventory.sales is
  'A sale has happened: its occurredAt is at most 5 minutes after the time at which it is recorded.';
select inventory.isolate_by_tenant('inventory.sales');
grant insert, update (status, void_reason) on inventory.sales to bincard_app;

create table inventory.sale_lines (
  tenant_id uuid not null,
  id uuid not null,
  sale_id uuid not null,
  line_number integer not null,
  product_id uuid not null,
  batch_id uuid,
  lot_id uuid,
  location_id uuid not null,
  tracked boolean not null default true,
  kit boolean not null default false,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity inventory.base_quantity not null,
  refunded_quantity bigint not null default 0,
  unit_price inventory.price,
  primary key (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0),
  constraint refund_exceeds_sale check (refunded_quantity between 0 and base_quantity)
);
create index sale_lines_by_sale on inventory.sale_lines (tenant_id, sale_id);
comment on table inventory.sale_lines is
  'What a sale sold of a product: of the batch or lot that it names, or first expired, first out. location_id, tracked and kit repeat the sale''s and the product''s, so that allocation reads one table; a kit''s components are in sale_line_components. unit_price is what one base unit was sold for.';
comment on constraint refund_exceeds_sale on inventory.sale_lines is
  'A sale line''s refunds never add up to more than was sold on it.';
select inventory.isolate_by_tenant('inventory.sale_lines');
grant insert on inventory.sale_lines to bincard_app;

create table inventory.refunds (
  tenant_id uuid not null,
  id uuid not null,
  sale_id uuid not null,
  location_id uuid not null,
  reason text not null,
  created_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  backdated boolean not null default false,
  actor text not null,
  opened_by_transaction xid8 not null,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint sale_unknown foreign key (tenant_id, sale_id) references inventory.sales (tenant_id, id),
  constraint reason_missing check (btrim(reason) <> '' and length(reason) <= 2000)
);
create index refunds_by_sale on inventory.refunds (tenant_id, sale_id, id);
create index refunds_by_date on inventory.refunds (tenant_id, business_date, id);
comment on table inventory.refunds is
  'Goods of a sale that came back, to the location where they were brought. backdated: its business date was over when it was written.';
comment on constraint sale_unknown on inventory.refunds is
  'A sale line, a refund and the use of a reservation belong to a sale of their own tenant.';
select inventory.isolate_by_tenant('inventory.refunds');
grant insert on inventory.refunds to bincard_app;

create table inventory.refund_lines (
  tenant_id uuid not null,
  id uuid not null,
  refund_id uuid not null,
  line_number integer not null default 1,
  sale_line_id uuid not null,
  quantity bigint not null,
  disposition text not null default 'RESTOCK',
  location_id uuid not null,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint value_unknown__disposition check (disposition in ('RESTOCK', 'QUARANTINE', 'SCRAP')),
  constraint refund_unknown foreign key (tenant_id, refund_id) references inventory.refunds (tenant_id, id),
  constraint sale_line_unknown foreign key (tenant_id, sale_line_id) references inventory.sale_lines (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0)
);
create index refund_lines_by_refund on inventory.refund_lines (tenant_id, refund_id, id);
create index refund_lines_by_sale_line on inventory.refund_lines (tenant_id, sale_line_id, id);
comment on table inventory.refund_lines is
  'How much of a sale line a refund brings back, in base units, and what becomes of it: RESTOCK puts it back into stock, QUARANTINE into the quarantine of the location, SCRAP back and out as damage. location_id is where it comes in.';
comment on constraint refund_unknown on inventory.refund_lines is 'A refund line belongs to a refund of its own tenant.';
comment on constraint sale_line_unknown on inventory.refund_lines is 'A refund line names a line of the sale that its refund names.';
select inventory.isolate_by_tenant('inventory.refund_lines');
grant insert on inventory.refund_lines to bincard_app;
