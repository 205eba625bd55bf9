-- Suppliers, and what each of them sells.

create table inventory.suppliers (
  tenant_id uuid not null references inventory.tenants (id),
  id uuid not null,
  code text not null,
  code_key text collate "C" not null generated always as (inventory.code_key(code)) stored,
  name text not null,
  lead_time_days integer,
  active boolean not null default true,
  created_at inventory.moment not null default now(),
  constraint text_invalid__code check (code <> '' and code = inventory.clean_code(code) and length(code) <= 64),
  constraint text_invalid__name check (btrim(name) <> '' and length(name) <= 200),
  constraint lead_time_invalid check (lead_time_days >= 0 and lead_time_days <= 3650)
);
create unique index supplier_code_taken on inventory.suppliers (tenant_id, code_key) where code_key is not null;
alter table inventory.suppliers add primary key (tenant_id, id);
comment on table inventory.suppliers is
  'Who sells to the tenant. lead_time_days is how long an order takes to arrive; an inactive supplier is not suggested and gets no new order.';
comment on index inventory.supplier_code_taken is 'A supplier''s code is used once in its tenant, in whatever case it is written.';
comment on constraint lead_time_invalid on inventory.suppliers is 'A lead time is 0 to 3,650 days.';
select inventory.isolate_by_tenant('inventory.suppliers');
grant insert, update (name, lead_time_days, active) on inventory.suppliers to bincard_app;

create table inventory.supplier_products (
  tenant_id uuid not null,
  id uuid not null,
  supplier_id uuid not null,
  product_id uuid not null,
  code text,
  unit text not null,
  factor bigint not null,
  price inventory.money,
  minimum_quantity bigint not null default 1,
  active boolean not null default true,
  created_at inventory.moment not null default now(),
  constraint supplier_unknown foreign key (tenant_id, supplier_id) references inventory.suppliers (tenant_id, id),
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint unit_unknown foreign key (tenant_id, product_id, unit, factor)
    references inventory.product_units (tenant_id, product_id, code, factor),
  constraint supplier_product_taken unique (tenant_id, supplier_id, product_id),
  constraint text_invalid__code check (code <> '' and code = inventory.clean_code(code) and length(code) <= 128),
  constraint cost_negative__price check (price >= 0),
  constraint quantity_not_positive__minimum_quantity check (minimum_quantity > 0),
  -- In base units, as a suggestion multiplies them.
  constraint quantity_too_large__minimum_quantity check (minimum_quantity::numeric * factor <= inventory.largest_quantity())
);
create index supplier_products_by_product on inventory.supplier_products (tenant_id, product_id, id);
alter table inventory.supplier_products add primary key (tenant_id, id);
comment on table inventory.supplier_products is
  'What a supplier sells of the products: the unit in which it is ordered, the price of one such unit, how many of them an order has at least, and the supplier''s code, which is one of the product''s codes too.';
comment on constraint supplier_unknown on inventory.supplier_products is 'What names a supplier names one of its own tenant.';
comment on constraint supplier_product_taken on inventory.supplier_products is 'A supplier sells a product in one way: one unit, one price.';
select inventory.isolate_by_tenant('inventory.supplier_products');
grant insert, update (code, unit, price, minimum_quantity, active) on inventory.supplier_products to bincard_app;
