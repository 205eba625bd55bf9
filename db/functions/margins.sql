-- What was sold in a period had cost and brought: the totals at its end less those before it (totals_of_places).
--
-- Unknown:   the totals say how much was sold without a cost or a price, less what came back. Of two batches or lines one can hide the
--            other: what was sold of one, and what came back of another one; or what was sold, and what got its cost meanwhile. Where
--            that may be, the movements of these batches and lines say how much it was (sold_without_cost, sold_without_price).

create or replace function inventory.sold_without_cost(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_from date, p_to date
) returns bigint language sql stable
begin atomic
  select coalesce(sum(abs(b.quantity)), 0)::bigint from (
    select sum(m.quantity) as quantity
    from inventory.batches b
    cross join lateral (
      select m.quantity from inventory.movements m
      where m.tenant_id = b.tenant_id and m.batch_id = b.id and (p_location_id is null or m.location_id = p_location_id)
        and m.business_date between p_from and p_to and inventory.kind_figure(m.kind) in ('SALES', 'REFUNDS')
      union all
      select s.quantity from inventory.archived_sums s
      where s.tenant_id = b.tenant_id and s.product_id = b.product_id and s.batch_id = b.id
        and (p_location_id is null or s.location_id = p_location_id) and s.business_date between p_from and p_to
        and s.figure in ('SALES', 'REFUNDS')) m
    where b.tenant_id = p_tenant_id and b.product_id = p_product_id and b.unit_cost is null
      and not exists (
        select from inventory.batch_cost_lines l
        where l.tenant_id = b.tenant_id and l.batch_id = b.id and l.kind = 'GOODS' and l.business_date <= p_to)
    group by b.id) b;
end;
comment on function inventory.sold_without_cost(uuid, uuid, uuid, date, date) is
  'How much of what was sold of a product in a period, and of what came back, is of batches that have no cost by its end, less what came back of the same batch; at one location, or all.';

create or replace function inventory.sold_without_price(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_from date, p_to date
) returns bigint language sql stable
begin atomic
  select coalesce(sum(abs(l.quantity)), 0)::bigint from (
    select sum(s.quantity) as quantity from inventory.priced_sales(p_product_id, p_location_id) s
    where s.tenant_id = p_tenant_id and s.business_date between p_from and p_to and s.unit_price is null
    group by s.sale_line_id) l;
end;
comment on function inventory.sold_without_price(uuid, uuid, uuid, date, date) is
  'How much of what was sold of a product in a period, and of what came back, has no price, less what came back of the same line; at one location, or all.';

create or replace function inventory.sales_of_period(p_location_id uuid, p_from date, p_to date) returns table (
  tenant_id uuid, product_id uuid, quantity bigint, cost numeric, revenue numeric, without_cost bigint, without_price bigint
) language sql stable
begin atomic
  select s.tenant_id, s.product_id, s.quantity, s.cost, s.revenue,
    case when h.costs then inventory.sold_without_cost(s.tenant_id, s.product_id, p_location_id, p_from, p_to) else abs(s.without_cost) end,
    case when h.prices then inventory.sold_without_price(s.tenant_id, s.product_id, p_location_id, p_from, p_to) else abs(s.without_price) end
  from (
    select t.id as tenant_id, s.product_id, sum(s.sign * s.sold_quantity)::bigint as quantity, -sum(s.sign * s.sales_value) as cost,
      sum(s.sign * s.revenue) as revenue, sum(s.sign * s.sold_without_cost)::bigint as without_cost,
      sum(s.sign * s.sold_without_price)::bigint as without_price, sum(s.sign * s.returned_without_price)::bigint as returned_without_price
    from inventory.tenants t
    cross join lateral (
      select 1 as sign, u.* from inventory.totals_of_places(t.id, null, p_location_id, p_to) u
      union all
      select -1, b.* from inventory.totals_of_places(t.id, null, p_location_id, p_from - 1) b) s
    group by t.id, s.product_id) s
  cross join lateral ( -- whether the totals may hide something
    select s.returned_without_price > 0 and s.without_price = 0 as prices, exists (
        select from inventory.batches b
        where b.tenant_id = s.tenant_id and b.product_id = s.product_id and b.unit_cost is null
          and (s.without_cost = 0 or exists (
            select from inventory.batch_cost_lines l
            where l.tenant_id = b.tenant_id and l.batch_id = b.id and l.kind = 'GOODS' and l.business_date between p_from and p_to)))
      as costs offset 0) h;
end;
comment on function inventory.sales_of_period(uuid, date, date) is
  'What was sold of each product in a period, less what came back: its cost, what it brought, and how much of it has no cost or no price; at one location, or all.';
grant execute on function inventory.sold_without_cost(uuid, uuid, uuid, date, date), inventory.sold_without_price(uuid, uuid, uuid, date, date),
  inventory.sales_of_period(uuid, date, date) to bincard_app;
