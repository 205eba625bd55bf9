-- What each product was worth at the end of a day: the last totals of each place, added up, and nothing else.
select json_agg(json_build_object('key', w.sku, 'quantity', w.quantity, 'value', w.value)) as result
from (
  select p.sku, sum(d.closing) as quantity, round(sum(d.purchases_value + d.sales_value + d.adjustments_value + d.transfers_value), 2)::text as value
  from inventory.stock_levels s
  cross join lateral (
    select d.closing, d.purchases_value, d.sales_value, d.adjustments_value, d.transfers_value
    from inventory.daily_stock d
    where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id and d.business_date <= $1::date
    order by d.business_date desc limit 1) d
  join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
  group by p.sku, p.sku_key
  order by p.sku_key) w
