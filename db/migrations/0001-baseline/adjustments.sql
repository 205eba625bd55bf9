-- Adjustments and expiry write-offs: stock that changes without being received, sold or moved.

create function inventory.adjustment_sign(p_type text, p_quantity bigint) returns boolean
language sql immutable parallel safe
return case
  when p_type in ('DAMAGE', 'LOSS', 'THEFT', 'SAMPLE') then p_quantity <= 0
  when p_type = 'RETURN' then p_quantity >= 0
  else true
end;
comment on function inventory.adjustment_sign(text, bigint) is
  'Whether a quantity has the sign that a type of adjustment asks for; quantity_zero refuses zero.';
grant execute on function inventory.adjustment_sign(text, bigint) to bincard_app;

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
  business_date inventory.calendar_day,
  backdated boolean not null default false,
  requested_by text not null,
  requested_at inventory.moment not null default now(),
  requested_on inventory.calendar_day not null,
  listed_on inventory.calendar_day not null generated always as (coalesce(business_date, requested_on)) stored,
  approved_by text,
  approved_at inventory.moment,
  rejected_by text,
  rejected_at inventory.moment,
  rejection_reason text,
  expected_sequence bigint,
  completed_by text,
  completed_at inventory.moment,
  constraint batch_unknown foreign key (tenant_id, batch_id) references inventory.batches (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint value_unknown__type check (type in ('DAMAGE', 'LOSS', 'THEFT', 'SAMPLE', 'RECOUNT', 'RETURN', 'OTHER')),
  constraint value_unknown__status check (status in ('PENDING', 'APPROVED', 'REJECTED', 'COMPLETED')),
  constraint adjustment_sign check (inventory.adjustment_sign(type, quantity)),
  constraint quantity_zero check (quantity <> 0),
  constraint quantity_too_large check (base_quantity between -inventory.largest_quantity() and inventory.largest_quantity()),
  constraint reason_missing check (btrim(reason) <> '' and length(reason) <= 2000),
  constraint reason_missing__rejection check (status <> 'REJECTED'
    or (rejection_reason is not null and btrim(rejection_reason) <> '' and length(rejection_reason) <= 2000))
);
create index adjustments_by_status on inventory.adjustments (tenant_id, status, id);
create index adjustments_by_batch on inventory.adjustments (tenant_id, batch_id, id);
create index adjustments_by_date on inventory.adjustments (tenant_id, listed_on, id);
alter table inventory.adjustments add primary key (tenant_id, id);
comment on table inventory.adjustments is
  'A correction of what a batch holds at a location, with a reason and an approval. expected_sequence is the end of the chain that the caller saw before completing it. business_date is null until it is completed, unless one was given; backdated: it was over when the adjustment was requested or completed.';
comment on constraint batch_unknown on inventory.adjustments is
  'A document names a batch of its own tenant and of the same product as its line.';
comment on constraint adjustment_sign on inventory.adjustments is
  'DAMAGE, LOSS, THEFT and SAMPLE take stock out, RETURN brings it in; RECOUNT and OTHER do either.';
comment on constraint quantity_zero on inventory.adjustments is 'An adjustment moves something, and a cost adds something: neither is of zero, but for goods that cost nothing.';
select inventory.isolate_by_tenant('inventory.adjustments');
grant insert, update (status, rejection_reason, expected_sequence) on inventory.adjustments to bincard_app;

create table inventory.expiry_write_offs (
  tenant_id uuid not null,
  id uuid not null,
  location_id uuid,
  created_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  actor text not null,
  primary key (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id)
);
create index expiry_write_offs_by_date on inventory.expiry_write_offs (tenant_id, business_date, id);
comment on table inventory.expiry_write_offs is 'A write-off of all that has expired, at one location or (null) at all.';
select inventory.isolate_by_tenant('inventory.expiry_write_offs');
grant insert on inventory.expiry_write_offs to bincard_app;
