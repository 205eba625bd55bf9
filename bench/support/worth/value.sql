-- What each product was worth at the end of a day: the last totals of each place, added up, and nothing else. As many days are read as
-- there are places, the latest first; in this ledger they are of all places.
select json_agg(json_build_object('key', w.sku, 'quantity', w.quantity, 'value', w.value)) as result
from (
  select p.sku, sum(d.closing) as quantity, round(sum(d.purchases_value + d.sales_value + d.adjustments_value + d.transfers_value), 2)::text as value
  from (
    select distinct on (d.product_id, d.location_id) d.*
    from (
      select d.tenant_id, d.product_id, d.location_id, d.business_date, d.closing, d.purchases_value, d.sales_value, d.adjustments_value,
        d.transfers_value
      from inventory.daily_stock d where d.business_date <= $1::date
      order by d.tenant_id desc, d.business_date desc limit (select count(*) from inventory.stock_levels)) d
    order by d.product_id, d.location_id, d.business_date desc) d
  join inventory.products p on p.tenant_id = d.tenant_id and p.id = d.product_id
  group by p.sku, p.sku_key
  order by p.sku_key) w
