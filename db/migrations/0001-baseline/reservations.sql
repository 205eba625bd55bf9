-- Reservations: stock that is set aside for somebody until a moment, and the sales that use it.

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
  committed_quantity bigint not null default 0, -- the sum of its uses
  remaining_quantity bigint not null generated always as (base_quantity - committed_quantity) stored,
  reference text,
  status text not null default 'ACTIVE',
  created_at inventory.moment not null default now(),
  business_date inventory.calendar_day not null,
  expires_at inventory.moment not null,
  extended_at inventory.moment,
  actor text not null,
  closed_by text,
  closed_at inventory.moment,
  primary key (tenant_id, id),
  constraint value_unknown__status check (status in ('ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED')),
  constraint quantity_not_positive check (quantity > 0),
  constraint quantity_too_large check (base_quantity <= inventory.largest_quantity()),
  constraint text_invalid__reference check (btrim(reference) <> '' and length(reference) <= 200),
  -- Not between: its text is another one after a restore, and bincard doctor compares it.
  constraint reservation_not_of_sale check (committed_quantity >= 0 and committed_quantity <= base_quantity
    and (status = 'COMMITTED') = (committed_quantity = base_quantity)),
  constraint reservation_time_invalid
    check (expires_at > created_at and expires_at <= coalesce(extended_at, created_at) + interval '366 days')
);
create index reservations_live on inventory.reservations (tenant_id, product_id, location_id, expires_at, id) where status = 'ACTIVE';
create index reservations_by_reference on inventory.reservations (tenant_id, reference, id) where reference is not null;
create index reservations_by_date on inventory.reservations (tenant_id, business_date, id);
comment on table inventory.reservations is
  'A quantity of a product at a location that is set aside until expires_at; what sales have not used of it stays set aside.';
comment on constraint reservation_time_invalid on inventory.reservations is
  'A reservation expires after it is made and within 366 days, and an extension moves its end later.';
comment on constraint reservation_not_of_sale on inventory.reservations is
  'A sale uses only live reservations, of its own location and of products that it sells, and none beyond its quantity.';
select inventory.isolate_by_tenant('inventory.reservations');
grant insert, update (status, expires_at) on inventory.reservations to bincard_app;

create table inventory.reservation_uses (
  tenant_id uuid not null,
  reservation_id uuid not null,
  sale_line_id uuid not null,
  sale_id uuid not null,
  quantity bigint not null,
  primary key (tenant_id, reservation_id, sale_line_id),
  constraint sale_unknown foreign key (tenant_id, sale_id) references inventory.sales (tenant_id, id),
  constraint quantity_not_positive check (quantity > 0)
);
create index reservation_uses_by_sale on inventory.reservation_uses (tenant_id, sale_id, reservation_id);
comment on table inventory.reservation_uses is
  'How much of a reservation a sale line took, in base units. The ledger writes it with the line''s movements.';
select inventory.isolate_by_tenant('inventory.reservation_uses');
