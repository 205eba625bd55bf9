-- Count plans: how often the products of a class are counted, and the classes that people gave.

create table inventory.count_plans (
  tenant_id uuid not null references inventory.tenants (id),
  class text not null,
  every_days integer not null,
  tolerance_percent integer not null default 0,
  constraint value_unknown__class check (class in ('A', 'B', 'C')),
  constraint count_tolerance_invalid check (tolerance_percent >= 0 and tolerance_percent <= 100),
  constraint count_interval_invalid check (every_days >= 1 and every_days <= 3660),
  primary key (tenant_id, class)
);
comment on table inventory.count_plans is
  'After how many days the products of a class are counted again at each location, and by how much two blind quantities of one of its batches may differ and still agree. A class without a row has the interval of inventory.count_interval and no tolerance.';
comment on constraint count_interval_invalid on inventory.count_plans is 'Products are counted again after 1 to 3,660 days.';
comment on constraint count_tolerance_invalid on inventory.count_plans is 'A tolerance of counting is 0 to 100 percent.';
select inventory.isolate_by_tenant('inventory.count_plans');
grant insert, update (every_days, tolerance_percent) on inventory.count_plans to bincard_app;

create table inventory.count_classes (
  tenant_id uuid not null,
  product_id uuid not null,
  class text,
  constraint product_unknown foreign key (tenant_id, product_id) references inventory.products (tenant_id, id),
  constraint value_unknown__class check (class in ('A', 'B', 'C')),
  primary key (tenant_id, product_id)
);
comment on table inventory.count_classes is
  'The class that a manager gave to a product, by which it is counted. Without a row or without a class it has the one of its sales.';
select inventory.isolate_by_tenant('inventory.count_classes');
grant insert, update (class) on inventory.count_classes to bincard_app;
