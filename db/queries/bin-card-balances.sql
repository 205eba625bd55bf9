-- Opening before $3, closing after $4, at one location ($2) or over all. $1 product. From daily_stock, so the
-- cost is days, not movements. With $5 (the last movement of the page before) also the balance after it.
with places as (
  select s.product_id, s.location_id from inventory.stock_levels s
  where s.product_id = $1 and ($2::uuid is null or s.location_id = $2)
), edges as (
  select
    (select d.closing from inventory.daily_stock d
     where d.product_id = p.product_id and d.location_id = p.location_id and d.business_date < $3::date
     order by d.business_date desc limit 1) as opening,
    (select d.closing from inventory.daily_stock d
     where d.product_id = p.product_id and d.location_id = p.location_id and ($4::date is null or d.business_date <= $4::date)
     order by d.business_date desc limit 1) as closing
  from places p
)
select coalesce(sum(e.opening), 0)::bigint as opening, coalesce(sum(e.closing), 0)::bigint as closing,
  case when $5::uuid is not null then (
    select coalesce(sum(m.quantity), 0)::bigint from inventory.movements m
    where m.product_id = $1 and ($2::uuid is null or m.location_id = $2)
      and ($3::date is null or m.business_date >= $3) and ($4::date is null or m.business_date <= $4) and m.id <= $5)
  else 0 end as "movedBeforePage"
from edges e
