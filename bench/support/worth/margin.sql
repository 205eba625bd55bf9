-- What was sold of each product in a period had cost and brought: the totals at its end less those before it, and nothing else.
select json_agg(json_build_object('productId', w.id, 'quantity', w.quantity, 'cost', w.cost, 'revenue', w.revenue)) as result
from (
  select p.id, sum(u.sold_quantity - coalesce(b.sold_quantity, 0)) as quantity,
    round(sum(coalesce(b.sales_value, 0) - u.sales_value), 2)::text as cost, round(sum(u.revenue - coalesce(b.revenue, 0)), 2)::text as revenue
  from inventory.stock_levels s
  cross join lateral (
    select d.sold_quantity, d.sales_value, d.revenue from inventory.daily_stock d
    where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id and d.business_date <= $2::date
    order by d.business_date desc limit 1) u
  left join lateral (
    select d.sold_quantity, d.sales_value, d.revenue from inventory.daily_stock d
    where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id and d.business_date < $1::date
    order by d.business_date desc limit 1) b on true
  join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
  group by p.id, p.sku_key
  order by p.sku_key) w
