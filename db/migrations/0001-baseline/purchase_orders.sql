-- Purchase orders: what a supplier is to deliver to a place.

create table inventory.purchase_orders (
  tenant_id uuid not null,
  id uuid not null,
  order_number text not null,
  order_number_key text collate "C" not null generated always as (inventory.code_key(order_number)) stored,
  supplier_id uuid not null,
  location_id uuid not null,
  status text not null default 'DRAFT',
  expected_on inventory.calendar_day,
  business_date inventory.calendar_day not null,
  actor text not null,
  created_at inventory.moment not null default now(),
  ordered_by text,
  ordered_at inventory.moment,
  closed_by text,
  closed_at inventory.moment,
  cancelled_by text,
  cancelled_at inventory.moment,
  reason text,
  opened_by_transaction xid8 not null,
  constraint supplier_unknown foreign key (tenant_id, supplier_id) references inventory.suppliers (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint text_invalid__order_number check (
    order_number <> '' and order_number = inventory.clean_code(order_number) and length(order_number) <= 64),
  constraint value_unknown__status check
    (status in ('DRAFT', 'ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED', 'CLOSED_SHORT', 'CANCELLED')),
  constraint reason_missing check (status not in ('CLOSED_SHORT', 'CANCELLED')
    or (reason is not null and btrim(reason) <> '' and length(reason) <= 2000))
);
create unique index order_number_taken on inventory.purchase_orders (tenant_id, order_number_key) where order_number_key is not null;
create index purchase_orders_by_status on inventory.purchase_orders (tenant_id, status, id);
create index purchase_orders_by_supplier on inventory.purchase_orders (tenant_id, supplier_id, id);
create index purchase_orders_by_date on inventory.purchase_orders (tenant_id, business_date, id);
alter table inventory.purchase_orders add primary key (tenant_id, id);
comment on table inventory.purchase_orders is
  'What a supplier is to deliver to a location. From ORDERED on its status follows from what its lines have received, until it is closed short or cancelled with a reason.';
comment on index inventory.order_number_taken is 'A purchase order''s number is used once in its tenant, in whatever case it is written.';
select inventory.isolate_by_tenant('inventory.purchase_orders');
grant insert, update (status, reason, expected_on) on inventory.purchase_orders to bincard_app;

create table inventory.purchase_order_lines (
  tenant_id uuid not null,
  id uuid not null,
  purchase_order_id uuid not null,
  line_number integer not null default 1,
  product_id uuid not null,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity bigint not null,
  unit_cost inventory.cost,
  expected_on inventory.calendar_day,
  accepted_quantity bigint not null,
  received_quantity bigint not null default 0,
  constraint purchase_order_unknown foreign key (tenant_id, purchase_order_id) references inventory.purchase_orders (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity()),
  constraint cost_negative check (unit_cost >= 0),
  constraint over_receipt check (received_quantity <= accepted_quantity),
  constraint order_line_differs__product unique (tenant_id, id, product_id), -- for the foreign key of batches
  primary key (tenant_id, id)
);
create index purchase_order_lines_by_order on inventory.purchase_order_lines (tenant_id, purchase_order_id, id);
create index purchase_order_lines_by_product on inventory.purchase_order_lines (tenant_id, product_id, id);
comment on table inventory.purchase_order_lines is
  'What is ordered of a product. received_quantity is the intake of the batches that came in for it, without voided ones; accepted_quantity the most that may: its quantity and the tenant''s tolerance of the day on which it was written. Both in base units, as is base_quantity.';
comment on constraint purchase_order_unknown on inventory.purchase_order_lines is
  'A line of a purchase order, and what is received for it, belongs to a purchase order of its own tenant.';
comment on constraint over_receipt on inventory.purchase_order_lines is
  'No more is received for a line of a purchase order than was ordered and the tenant''s tolerance, which is 0 to 100 percent.';
select inventory.isolate_by_tenant('inventory.purchase_order_lines');
grant insert on inventory.purchase_order_lines to bincard_app;
