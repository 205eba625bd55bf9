-- What daily_stock and daily_costs say up to a day: on hand and the totals of value, of one place or of all.
--
-- All:       a look-up for each place reads a page of the index for each. So the last days of all places are read in the order of their
--            dates first, as many rows as there are places: they are side by side, and most places are among them. Only the rest is looked up,
--            and nothing where the period has no more rows. EXCEPT and not a join: it costs the same whatever the planner expects.

create or replace function inventory.totals_on(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  quantity bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric, transfers_value numeric, without_cost bigint,
  transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric, sold_without_price bigint,
  returned_without_price bigint
) language sql stable
begin atomic
  select coalesce(d.closing, 0)::bigint, coalesce(d.purchases_value, 0) + coalesce(c.purchases_value, 0),
    coalesce(d.sales_value, 0) + coalesce(c.sales_value, 0), coalesce(d.adjustments_value, 0) + coalesce(c.adjustments_value, 0),
    coalesce(d.transfers_value, 0) + coalesce(c.transfers_value, 0), coalesce(d.without_cost, 0) + coalesce(c.without_cost, 0),
    coalesce(d.transfers_without_cost, 0) + coalesce(c.transfers_without_cost, 0), coalesce(d.sold_quantity, 0),
    coalesce(d.sold_without_cost, 0) + coalesce(c.sold_without_cost, 0), coalesce(d.revenue, 0), coalesce(d.sold_without_price, 0),
    coalesce(d.returned_without_price, 0)
  from (values (true)) k (one)
  left join lateral (
    select d.* from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.product_id = p_product_id and d.location_id = p_location_id and d.business_date <= p_date
    order by d.business_date desc limit 1) d on true
  left join lateral (
    select c.* from inventory.daily_costs c
    where c.tenant_id = p_tenant_id and c.product_id = p_product_id and c.location_id = p_location_id and c.business_date <= p_date
    order by c.business_date desc limit 1) c on true;
end;
comment on function inventory.totals_on(uuid, uuid, uuid, date) is
  'What daily_stock and daily_costs say of a product at a location at the end of a day: on hand, and the totals up to there. Its value is the sum of the four values.';

create or replace function inventory.totals_of_places(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  product_id uuid, location_id uuid, quantity bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric,
  transfers_value numeric, without_cost bigint, transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint,
  revenue numeric, sold_without_price bigint, returned_without_price bigint
) language sql stable
begin atomic
  with places as materialized (
    select s.product_id, s.location_id from inventory.stock_levels s
    where s.tenant_id = p_tenant_id and (p_product_id is null or s.product_id = p_product_id)
      and (p_location_id is null or s.location_id = p_location_id)
  ), size as materialized (
    select case when p_product_id is null then count(*) else 0 end as rows from places
  ), days as materialized (
    select distinct on (d.product_id, d.location_id) d.* from (
      select d.product_id, d.location_id, d.business_date, d.closing, d.purchases_value, d.sales_value, d.adjustments_value,
        d.transfers_value, d.without_cost, d.transfers_without_cost, d.sold_quantity, d.sold_without_cost, d.revenue, d.sold_without_price,
        d.returned_without_price
      from inventory.daily_stock d
      where d.tenant_id = p_tenant_id and d.business_date <= p_date and (p_location_id is null or d.location_id = p_location_id)
      order by d.business_date desc limit (select z.rows from size z)) d
    order by d.product_id, d.location_id, d.business_date desc
  ), costs as materialized (
    select distinct on (c.product_id, c.location_id) c.* from (
      select c.product_id, c.location_id, c.business_date, c.purchases_value, c.sales_value, c.adjustments_value, c.transfers_value,
        c.without_cost, c.transfers_without_cost, c.sold_without_cost
      from inventory.daily_costs c
      where c.tenant_id = p_tenant_id and c.business_date <= p_date and (p_location_id is null or c.location_id = p_location_id)
      order by c.business_date desc limit (select z.rows from size z)) c
    order by c.product_id, c.location_id, c.business_date desc
  )
  select d.product_id, d.location_id, d.closing, d.purchases_value::numeric, d.sales_value::numeric, d.adjustments_value::numeric,
    d.transfers_value::numeric, d.without_cost, d.transfers_without_cost, d.sold_quantity, d.sold_without_cost, d.revenue::numeric,
    d.sold_without_price, d.returned_without_price
  from days d
  union all
  select p.product_id, p.location_id, d.closing, d.purchases_value, d.sales_value, d.adjustments_value, d.transfers_value, d.without_cost,
    d.transfers_without_cost, d.sold_quantity, d.sold_without_cost, d.revenue, d.sold_without_price, d.returned_without_price
  from (select p.product_id, p.location_id from places p except select d.product_id, d.location_id from days d) p
  cross join lateral (
    select d.* from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.product_id = p.product_id and d.location_id = p.location_id and d.business_date <= p_date
    order by d.business_date desc limit 1) d
  where exists (
    select from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.business_date <= p_date and (p_location_id is null or d.location_id = p_location_id)
    offset (select z.rows from size z))
  union all
  select c.product_id, c.location_id, 0, c.purchases_value, c.sales_value, c.adjustments_value, c.transfers_value, c.without_cost,
    c.transfers_without_cost, 0, c.sold_without_cost, 0, 0, 0
  from costs c
  union all
  select p.product_id, p.location_id, 0, c.purchases_value, c.sales_value, c.adjustments_value, c.transfers_value, c.without_cost,
    c.transfers_without_cost, 0, c.sold_without_cost, 0, 0, 0
  from (select p.product_id, p.location_id from places p except select c.product_id, c.location_id from costs c) p
  cross join lateral (
    select c.* from inventory.daily_costs c
    where c.tenant_id = p_tenant_id and c.product_id = p.product_id and c.location_id = p.location_id and c.business_date <= p_date
    order by c.business_date desc limit 1) c
  where exists (
    select from inventory.daily_costs c
    where c.tenant_id = p_tenant_id and c.business_date <= p_date and (p_location_id is null or c.location_id = p_location_id)
    offset (select z.rows from size z));
end;
comment on function inventory.totals_of_places(uuid, uuid, uuid, date) is
  'totals_on of all places, of one product or one location, to be added up: a place has a row of daily_stock, one of daily_costs, both or none.';

create or replace function inventory.totals_before(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  closing bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric, transfers_value numeric, without_cost bigint,
  transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric, sold_without_price bigint,
  returned_without_price bigint
) language sql stable
begin atomic
  select coalesce(d.closing, 0)::bigint, coalesce(d.purchases_value, 0)::numeric, coalesce(d.sales_value, 0)::numeric,
    coalesce(d.adjustments_value, 0)::numeric, coalesce(d.transfers_value, 0)::numeric, coalesce(d.without_cost, 0),
    coalesce(d.transfers_without_cost, 0), coalesce(d.sold_quantity, 0), coalesce(d.sold_without_cost, 0), coalesce(d.revenue, 0)::numeric,
    coalesce(d.sold_without_price, 0), coalesce(d.returned_without_price, 0)
  from (values (true)) k (one)
  left join lateral (
    select d.* from inventory.daily_stock d
    where d.tenant_id = p_tenant_id and d.product_id = p_product_id and d.location_id = p_location_id and d.business_date < p_date
    order by d.business_date desc limit 1) d on true;
end;
comment on function inventory.totals_before(uuid, uuid, uuid, date) is
  'The closing and the totals of the last day before a date in daily_stock: what the first movement of a day begins with. Zeros where there is none.';

create or replace function inventory.totals_now(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_date date) returns table (
  closing bigint, purchases_value numeric, sales_value numeric, adjustments_value numeric, transfers_value numeric, without_cost bigint,
  transfers_without_cost bigint, sold_quantity bigint, sold_without_cost bigint, revenue numeric, sold_without_price bigint,
  returned_without_price bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return query select * from inventory.totals_before(p_tenant_id, p_product_id, p_location_id, p_date);
end
$$;
comment on function inventory.totals_now(uuid, uuid, uuid, date) is
  'As totals_before, for the statement that takes the lock itself: volatile, so it sees what was written while that statement waited.';

grant execute on function inventory.totals_on(uuid, uuid, uuid, date), inventory.totals_of_places(uuid, uuid, uuid, date),
  inventory.totals_before(uuid, uuid, uuid, date) to bincard_app;
