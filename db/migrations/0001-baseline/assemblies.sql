-- Assemblies: sets that are put together from parts in advance and stand in stock. A kit is put together when it is sold.

create table inventory.assemblies (
  tenant_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  batch_id uuid not null,
  batch_number text,
  quantity bigint not null,
  unit text not null,
  factor bigint not null default 1,
  base_quantity bigint not null,
  status text not null default 'COMPLETED',
  parts_cost inventory.exact_amount,
  parts_without_cost bigint,
  business_date inventory.calendar_day not null,
  backdated boolean not null default false,
  created_at inventory.moment not null default now(),
  actor text not null,
  voided_at inventory.moment,
  voided_by text,
  void_reason text,
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint text_invalid__batch_number check (
    batch_number <> '' and batch_number = inventory.clean_code(batch_number) and length(batch_number) <= 128),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity()),
  constraint value_unknown__status check (status in ('COMPLETED', 'VOIDED')),
  constraint reason_missing check (status <> 'VOIDED' or (btrim(void_reason) <> '' and length(void_reason) <= 2000 and void_reason is not null))
);
create index assemblies_by_product on inventory.assemblies (tenant_id, product_id, id);
create index assemblies_by_location on inventory.assemblies (tenant_id, location_id, id);
create index assemblies_by_date on inventory.assemblies (tenant_id, business_date, id);
alter table inventory.assemblies add primary key (tenant_id, id);
comment on table inventory.assemblies is
  'Sets that were put together from parts at one location: the parts left stock, and the sets came in as one batch (batch_id), on a receipt that the assembly wrote. parts_cost is what the parts had cost then, as far as it was known; parts_without_cost, how many base units of them had no cost.';
select inventory.isolate_by_tenant('inventory.assemblies');
grant insert, update (status, void_reason) on inventory.assemblies to bincard_app;

create table inventory.assembly_parts (
  tenant_id uuid not null,
  id uuid not null,
  assembly_id uuid not null,
  product_id uuid not null,
  quantity bigint not null,
  base_quantity bigint not null,
  constraint made_by_assembly__parts foreign key (tenant_id, assembly_id) references inventory.assemblies (tenant_id, id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity())
);
create index assembly_parts_by_assembly on inventory.assembly_parts (tenant_id, assembly_id, id);
create index assembly_parts_by_product on inventory.assembly_parts (tenant_id, product_id, assembly_id); -- what is wanted of a part
alter table inventory.assembly_parts add primary key (tenant_id, id);
comment on table inventory.assembly_parts is
  'The components of a set as they were when it was assembled, in base units: quantity for one base unit of the set, base_quantity for all. The ledger writes them with the movements of the assembly.';
select inventory.isolate_by_tenant('inventory.assembly_parts');
