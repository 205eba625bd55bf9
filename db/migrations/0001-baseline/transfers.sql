-- Transfers from one location to another.

create table inventory.transfers (
  tenant_id uuid not null,
  id uuid not null,
  from_location_id uuid not null,
  to_location_id uuid not null,
  status text not null default 'REQUESTED',
  requested_by text not null,
  requested_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  approved_by text,
  approved_at inventory.moment,
  dispatched_by text,
  dispatched_at inventory.moment,
  fulfilled_by text,
  fulfilled_at inventory.moment,
  cancelled_by text,
  cancelled_at inventory.moment,
  cancel_reason text,
  opened_by_transaction xid8 not null,
  constraint location_unknown__from foreign key (tenant_id, from_location_id) references inventory.locations (tenant_id, id),
  constraint location_unknown__to foreign key (tenant_id, to_location_id) references inventory.locations (tenant_id, id),
  constraint transfer_same_location check (from_location_id <> to_location_id),
  constraint value_unknown__status check
    (status in ('REQUESTED', 'APPROVED', 'DISPATCHED', 'PARTIALLY_RECEIVED', 'FULFILLED', 'CANCELLED')),
  constraint reason_missing check (status <> 'CANCELLED'
    or (cancel_reason is not null and btrim(cancel_reason) <> '' and length(cancel_reason) <= 2000))
);
create index transfers_by_status on inventory.transfers (tenant_id, status, id);
create index transfers_by_date on inventory.transfers (tenant_id, business_date, id);
alter table inventory.transfers add primary key (tenant_id, id);
comment on table inventory.transfers is 'Stock on its way from one location to another; between dispatch and arrival it is in transit.';
comment on constraint transfer_same_location on inventory.transfers is 'A transfer goes from one location to another.';
select inventory.isolate_by_tenant('inventory.transfers');
grant insert, update (status, cancel_reason) on inventory.transfers to bincard_app;

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
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity()),
  primary key (tenant_id, id)
);
create index transfer_lines_by_transfer on inventory.transfer_lines (tenant_id, transfer_id, id);
create index transfer_lines_by_product on inventory.transfer_lines (tenant_id, product_id, id);
comment on table inventory.transfer_lines is 'What a transfer takes of a product: the batch that it names, or by FEFO.';
comment on constraint transfer_unknown on inventory.transfer_lines is 'A transfer line belongs to a transfer of its own tenant.';
select inventory.isolate_by_tenant('inventory.transfer_lines');
grant insert on inventory.transfer_lines to bincard_app;

create table inventory.transfer_arrivals (
  tenant_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  line_number integer not null default 1,
  transfer_line_id uuid not null,
  batch_id uuid,
  quantity bigint not null,
  received_at inventory.moment not null default now(),
  actor text not null,
  constraint transfer_unknown foreign key (tenant_id, transfer_id) references inventory.transfers (tenant_id, id),
  constraint transfer_unknown__line foreign key (tenant_id, transfer_line_id) references inventory.transfer_lines (tenant_id, id),
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (quantity <= inventory.largest_quantity()),
  primary key (tenant_id, id)
);
create index transfer_arrivals_by_transfer on inventory.transfer_arrivals (tenant_id, transfer_id, id);
comment on table inventory.transfer_arrivals is
  'What arrived of a transfer line, in base units: of the batch that it names, or of the line''s batches in the order they were taken. Any number for each line.';
select inventory.isolate_by_tenant('inventory.transfer_arrivals');
grant insert on inventory.transfer_arrivals to bincard_app;

create table inventory.transfer_closings (
  tenant_id uuid not null,
  id uuid not null,
  transfer_id uuid not null,
  reason text not null,
  status text not null default 'PENDING',
  requested_by text not null,
  requested_at inventory.moment not null default now(),
  approved_by text,
  approved_at inventory.moment,
  rejected_by text,
  rejected_at inventory.moment,
  rejection_reason text,
  constraint transfer_unknown foreign key (tenant_id, transfer_id) references inventory.transfers (tenant_id, id),
  constraint value_unknown__status check (status in ('PENDING', 'APPROVED', 'REJECTED')),
  constraint reason_missing check (btrim(reason) <> '' and length(reason) <= 2000),
  constraint reason_missing__rejection check (status <> 'REJECTED'
    or (rejection_reason is not null and btrim(rejection_reason) <> '' and length(rejection_reason) <= 2000)),
  primary key (tenant_id, id)
);
create index transfer_closings_by_transfer on inventory.transfer_closings (tenant_id, transfer_id, id);
create index transfer_closings_pending on inventory.transfer_closings (tenant_id, transfer_id) where status = 'PENDING';
comment on table inventory.transfer_closings is
  'A request to close a transfer short: what has not arrived when another person approves it is a loss of the sending location.';
select inventory.isolate_by_tenant('inventory.transfer_closings');
grant insert, update (status, rejection_reason) on inventory.transfer_closings to bincard_app;
