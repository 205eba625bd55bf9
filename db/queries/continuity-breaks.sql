-- Days of a period that do not open with the closing before them. $1 from, $2 to.
select d.product_id as "productId", d.location_id as "locationId", d.business_date as "businessDate",
  b.closing as "previousClosing", d.opening
from inventory.daily_stock d
cross join lateral (
  select coalesce((
    select p.closing from inventory.daily_stock p
    where p.tenant_id = d.tenant_id and p.product_id = d.product_id and p.location_id = d.location_id
      and p.business_date < d.business_date
    order by p.business_date desc limit 1), 0) as closing
) b
where d.business_date between $1::date and $2::date and d.opening <> b.closing
order by d.business_date, d.product_id, d.location_id
