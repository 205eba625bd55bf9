-- Counting by plan: the class of a product, and what is due for counting where. Every query and report uses these definitions.

create or replace function inventory.abc_classes(p_tenant_id uuid, p_from date, p_to date, p_location_id uuid)
returns table (product_id uuid, quantity bigint, revenue numeric, share numeric, cumulative numeric, class text, without_price bigint)
language sql stable
begin atomic
  select c.product_id, c.quantity, c.revenue, c.share, c.cumulative,
    -- By where it begins: the product that passes 80 % is still of the first class.
    case when c.cumulative - c.share < 0.8 then 'A' when c.cumulative - c.share < 0.95 then 'B' else 'C' end, c.without_price
  from (
    select s.product_id, s.quantity, s.revenue, s.without_price, coalesce(s.revenue / nullif(sum(s.revenue) over (), 0), 0) as share,
      coalesce(sum(s.revenue) over (order by s.revenue desc, s.product_id) / nullif(sum(s.revenue) over (), 0), 1) as cumulative
    from inventory.sales_of_period(p_location_id, p_from, p_to) s
    where s.tenant_id = p_tenant_id and (s.revenue > 0 or s.revenue = 0 and s.without_price > 0)) c;
end;
comment on function inventory.abc_classes(uuid, date, date, uuid) is
  'Products by what their sales of a period brought, at a location or at all: A up to 80 % of it, B up to 95 %, C the rest, with those that were sold without a price. Products that were not sold have no row.';

create or replace function inventory.count_interval(p_class text) returns integer
language sql immutable parallel safe
return case p_class when 'A' then 30 when 'B' then 91 else 365 end;
comment on function inventory.count_interval(text) is
  'After how many days a class is counted again unless the tenant has a plan of its own: monthly, quarterly, yearly.';

create or replace function inventory.classes_of_products(p_tenant_id uuid)
returns table (product_id uuid, class text, by_manager boolean) language sql stable
begin atomic
  with sold as materialized (
    select c.product_id, c.class from inventory.tenants t
    cross join lateral (select inventory.business_date(t.time_zone, now()) as today) d
    cross join lateral inventory.abc_classes(t.id, d.today - 365, d.today - 1, null) c
    where t.id = p_tenant_id
  ), given as (
    select k.product_id, k.class from inventory.count_classes k where k.tenant_id = p_tenant_id and k.class is not null
  )
  select coalesce(g.product_id, s.product_id), coalesce(g.class, s.class), g.class is not null
  from sold s full join given g on g.product_id = s.product_id;
end;
comment on function inventory.classes_of_products(uuid) is
  'The classes by which products are counted: the one that a manager gave (by_manager), else that of the sales of the 365 days before today over all locations. A product without a row is of class C.';

create or replace function inventory.count_tolerances(p_tenant_id uuid, p_product_ids uuid[])
returns table (product_id uuid, percent integer) language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_same record;
begin
  select min(coalesce(n.tolerance_percent, 0)) as least, max(coalesce(n.tolerance_percent, 0)) as most into v_same
  from (values ('A'), ('B'), ('C')) c (class)
  left join inventory.count_plans n on n.tenant_id = p_tenant_id and n.class = c.class;
  if v_same.least = v_same.most then -- no class has to be found
    return query select distinct k.id, v_same.least from unnest(p_product_ids) k (id);
  else
    return query
      select distinct k.id, coalesce(n.tolerance_percent, 0) from unnest(p_product_ids) k (id)
      left join inventory.classes_of_products(p_tenant_id) c on c.product_id = k.id
      left join inventory.count_plans n on n.tenant_id = p_tenant_id and n.class = coalesce(c.class, 'C');
  end if;
end
$$;
comment on function inventory.count_tolerances(uuid, uuid[]) is
  'By how much, in percent, two blind quantities of a batch of some products may differ and still agree: the tolerance of their class.';

create or replace function inventory.counts_agree(p_one bigint, p_other bigint, p_percent integer) returns boolean
language sql immutable parallel safe
return abs(p_one - p_other)::numeric * 100 <= greatest(p_one, p_other)::numeric * p_percent;
comment on function inventory.counts_agree(bigint, bigint, integer) is
  'Whether two quantities differ by at most so many percent of the larger one; null where one is not known.';

create or replace function inventory.count_schedule(p_tenant_id uuid, p_location_id uuid, p_product_id uuid)
returns table (product_id uuid, location_id uuid, class text, by_manager boolean, counted_on date, due_on date, open_count_id uuid)
language sql stable
begin atomic
  with day as (
    select t.time_zone, inventory.business_date(t.time_zone, now()) as today from inventory.tenants t where t.id = p_tenant_id
  ), classes as materialized (
    select k.product_id, k.class, k.by_manager from inventory.classes_of_products(p_tenant_id) k
  )
  select s.product_id, s.location_id, n.class, coalesce(k.by_manager, false), c.counted_on,
    coalesce(c.counted_on, f.first_on, d.today) + coalesce(n.every_days, inventory.count_interval(n.class)), o.id
  from day d
  join inventory.stock_levels s on s.tenant_id = p_tenant_id and s.on_hand > 0
  left join classes k on k.product_id = s.product_id
  cross join lateral (
    select x.class, (select n.every_days from inventory.count_plans n where n.tenant_id = p_tenant_id and n.class = x.class) as every_days
    from (select coalesce(k.class, 'C') as class) x) n
  left join lateral (
    -- The last posted count in which each of its batches was counted: some of them are not the product.
    select inventory.business_date(d.time_zone, max(l.counted_at)) as counted_on
    from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id and c.status = 'POSTED'
    where l.tenant_id = s.tenant_id and l.product_id = s.product_id and l.location_id = s.location_id
    group by l.stock_count_id having bool_and(l.counted_quantity is not null)
    order by l.stock_count_id desc limit 1) c on true
  left join lateral (
    select min(y.business_date) as first_on from inventory.daily_stock y
    where y.tenant_id = s.tenant_id and y.product_id = s.product_id and y.location_id = s.location_id) f on true
  left join lateral (
    select l.stock_count_id as id
    from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id and c.status = 'OPEN'
    where l.tenant_id = s.tenant_id and l.product_id = s.product_id and l.location_id = s.location_id
    order by l.stock_count_id desc limit 1) o on true
  where (p_location_id is null or s.location_id = p_location_id) and (p_product_id is null or s.product_id = p_product_id);
end;
comment on function inventory.count_schedule(uuid, uuid, uuid) is
  'When the products on hand are to be counted where: an interval of their class after the last posted count in which each of their batches was counted, or after they first came there. The class is that of inventory.classes_of_products. open_count_id: a count of it that is OPEN.';

grant execute on function inventory.abc_classes(uuid, date, date, uuid), inventory.count_interval(text),
  inventory.classes_of_products(uuid), inventory.count_tolerances(uuid, uuid[]), inventory.counts_agree(bigint, bigint, integer),
  inventory.count_schedule(uuid, uuid, uuid) to bincard_app;
