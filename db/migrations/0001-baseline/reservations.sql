-- Reservations: stock that is set aside for somebody until a moment.

-- No foreign keys to product and location, as in sale_lines: the stamp trigger looks them up.
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
  created_at inventory.moment not null default now(),
  expires_at inventory.moment not null,
  actor text not null,
  sale_id uuid,
  closed_by text,
  closed_at inventory.moment,
  primary key (tenant_id, id),
  constraint sale_unknown foreign key (tenant_id, sale_id) references inventory.sales (tenant_id, id),
  constraint value_unknown__status check (status in ('ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED')),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity()),
  constraint reservation_time_invalid check (expires_at > created_at and expires_at <= created_at + interval '366 days')
);
create index reservations_live on inventory.reservations (tenant_id, product_id, location_id, expires_at, id) where status = 'ACTIVE';
create index reservations_by_sale on inventory.reservations (tenant_id, sale_id, id) where sale_id is not null;
comment on table inventory.reservations is 'A quantity of a product at a location that is set aside until expires_at, or until a sale uses it.';
comment on constraint reservation_time_invalid on inventory.reservations is
  'A reservation expires after it is made, and within 366 days.';
select inventory.isolate_by_tenant('inventory.reservations');
grant insert, update (status) on inventory.reservations to bincard_app;
