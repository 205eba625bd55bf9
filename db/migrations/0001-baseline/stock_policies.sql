-- Stock policies: how little and how much of a product a place is to have.

create table inventory.stock_policies (
  tenant_id uuid not null,
  product_id uuid not null,
  location_id uuid not null,
  minimum bigint,
  maximum bigint,
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint location_unknown foreign key (tenant_id, location_id) references inventory.locations (tenant_id, id),
  constraint quantity_not_positive__minimum check (minimum >= 0),
  constraint quantity_too_large__minimum check (minimum <= inventory.largest_quantity()),
  constraint quantity_too_large__maximum check (maximum <= inventory.largest_quantity()),
  constraint maximum_below_minimum check (maximum is null or coalesce(maximum >= minimum, false)),
  primary key (tenant_id, product_id, location_id)
);
comment on table inventory.stock_policies is
  'A product is low at a place where less than the minimum is available there, and is ordered up to the maximum; in base units. A product that has a policy at some place is watched by its policies, one without by its reorder point over all places. A policy without a minimum was taken back.';
comment on constraint maximum_below_minimum on inventory.stock_policies is 'A maximum is at least its minimum.';
select inventory.isolate_by_tenant('inventory.stock_policies');
grant insert, update (minimum, maximum) on inventory.stock_policies to bincard_app;
