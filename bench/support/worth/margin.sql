-- What was sold of each product in a period had cost and brought: the totals at its end less those before it, and nothing else. As many
-- days are read for each as there are places, the latest first; in this ledger they are of all places.
select json_agg(json_build_object('productId', w.id, 'quantity', w.quantity, 'cost', w.cost, 'revenue', w.revenue)) as result
from (
  select p.id, sum(d.sign * d.sold_quantity) as quantity, round(-sum(d.sign * d.sales_value), 2)::text as cost,
    round(sum(d.sign * d.revenue), 2)::text as revenue
  from (
    (select distinct on (d.product_id, d.location_id) 1 as sign, d.*
    from (
      select d.tenant_id, d.product_id, d.location_id, d.business_date, d.sold_quantity, d.sales_value, d.revenue
      from inventory.daily_stock d where d.business_date <= $2::date
      order by d.tenant_id desc, d.business_date desc limit (select count(*) from inventory.stock_levels)) d
    order by d.product_id, d.location_id, d.business_date desc)
    union all
    (select distinct on (d.product_id, d.location_id) -1, d.*
    from (
      select d.tenant_id, d.product_id, d.location_id, d.business_date, d.sold_quantity, d.sales_value, d.revenue
      from inventory.daily_stock d where d.business_date < $1::date
      order by d.tenant_id desc, d.business_date desc limit (select count(*) from inventory.stock_levels)) d
    order by d.product_id, d.location_id, d.business_date desc)) d
  join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id
  group by p.id, p.sku_key
  order by p.sku_key) w
