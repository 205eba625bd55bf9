-- Makes products at locations with a figure for each of `p_days` days from 1 February 2020, and one day before them, with the
-- triggers off: the ledger behind them is not what a report over days reads.
-- A server of a benchmark is thrown away afterwards, so that the triggers need not come back as they were.
create or replace function bench.make_days(p_tenant_id uuid, p_products integer, p_locations integer, p_days integer) returns void
language plpgsql as $$
begin
  perform set_config('app.tenant_id', p_tenant_id::text, true);
  alter table inventory.locations disable trigger all;
  alter table inventory.products disable trigger all;
  alter table inventory.stock_levels disable trigger all;
  alter table inventory.daily_stock disable trigger all;
  insert into inventory.locations (tenant_id, id, code, name, kind)
  select p_tenant_id, inventory.uuid_v7(), 'L' || n, 'L', 'STOREFRONT' from generate_series(1, p_locations) n;
  insert into inventory.products (tenant_id, id, sku, name)
  select p_tenant_id, inventory.uuid_v7(), 'P' || n, 'P' from generate_series(1, p_products) n;
  insert into inventory.stock_levels (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
  select p_tenant_id, p.id, l.id, p_days + 1, now(), date '2020-02-01' + p_days - 1
  from inventory.products p join inventory.locations l on l.tenant_id = p.tenant_id where p.tenant_id = p_tenant_id;
  insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening, purchases, closing)
  select s.tenant_id, s.product_id, s.location_id, date '2020-02-01' + n, n + 1, 1, n + 2
  from generate_series(-1, p_days - 1) n cross join inventory.stock_levels s where s.tenant_id = p_tenant_id;
  alter table inventory.locations enable trigger all;
  alter table inventory.products enable trigger all;
  alter table inventory.stock_levels enable trigger all;
  alter table inventory.daily_stock enable trigger all;
end
$$;
