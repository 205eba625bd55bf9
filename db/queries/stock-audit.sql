-- What a period did to stock, from the days. $1 from, $2 to, $3 location, $4 product, $5 group.
-- A product and place without a movement in the period stands with the closing of the last day before it.
with days as (
  select d.* from inventory.daily_stock d
  where d.business_date between $1::date and $2::date
    and ($3::uuid is null or d.location_id = $3) and ($4::uuid is null or d.product_id = $4)
), places as (
  select s.tenant_id, s.product_id, s.location_id, b.closing as before
  from inventory.stock_levels s
  cross join lateral (
    select coalesce((
      select d.closing from inventory.daily_stock d
      where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id
        and d.business_date < $1::date
      order by d.business_date desc limit 1), 0) as closing
  ) b
  where ($3::uuid is null or s.location_id = $3) and ($4::uuid is null or s.product_id = $4)
), sums as (
  select p.tenant_id, p.product_id, case when $5::text = 'PRODUCT_AND_LOCATION' then p.location_id end as location_id,
    sum(p.before) as opening, sum(d.purchases) as purchases, sum(d.sales) as sales, sum(d.refunds) as refunds,
    sum(d.adjustments) as adjustments, sum(d.transfers_in) as transfers_in, sum(d.transfers_out) as transfers_out,
    sum(d.expired) as expired, null::date as business_date
  from places p
  left join lateral (
    select sum(d.purchases) as purchases, sum(d.sales) as sales, sum(d.refunds) as refunds, sum(d.adjustments) as adjustments,
      sum(d.transfers_in) as transfers_in, sum(d.transfers_out) as transfers_out, sum(d.expired) as expired
    from days d where d.tenant_id = p.tenant_id and d.product_id = p.product_id and d.location_id = p.location_id
  ) d on true
  where $5::text <> 'PRODUCT_AND_DAY'
  group by 1, 2, 3
), by_day as (
  -- A place without a movement on a day stands there with its last closing.
  select c.tenant_id, c.product_id, c.business_date, sum(coalesce(d.purchases, 0)) as purchases, sum(coalesce(d.sales, 0)) as sales,
    sum(coalesce(d.refunds, 0)) as refunds, sum(coalesce(d.adjustments, 0)) as adjustments,
    sum(coalesce(d.transfers_in, 0)) as transfers_in, sum(coalesce(d.transfers_out, 0)) as transfers_out,
    sum(coalesce(d.expired, 0)) as expired
  from (select distinct tenant_id, product_id, business_date from days) c
  join days d on d.tenant_id = c.tenant_id and d.product_id = c.product_id and d.business_date = c.business_date
  where $5::text = 'PRODUCT_AND_DAY'
  group by 1, 2, 3
), day_lines as (
  select b.tenant_id, b.product_id, null::uuid as location_id,
    o.opening + coalesce(sum(n.net) over (partition by b.tenant_id, b.product_id order by b.business_date rows between unbounded preceding and 1 preceding), 0) as opening,
    b.purchases, b.sales, b.refunds, b.adjustments, b.transfers_in, b.transfers_out, b.expired, b.business_date
  from by_day b
  cross join lateral (select b.purchases + b.sales + b.refunds + b.adjustments + b.transfers_in + b.transfers_out + b.expired as net) n
  join (select p.tenant_id, p.product_id, sum(p.before) as opening from places p group by 1, 2) o
    on o.tenant_id = b.tenant_id and o.product_id = b.product_id
), lines as (
  select * from sums union all select * from day_lines
)
select p.id as "productId", l.location_id as "locationId", l.business_date as "businessDate",
  concat_ws(' ', p.name, o.code, l.business_date) as key, l.opening::bigint as opening,
  coalesce(l.purchases, 0)::bigint as purchases, coalesce(l.sales, 0)::bigint as sales, coalesce(l.refunds, 0)::bigint as refunds,
  coalesce(l.adjustments, 0)::bigint as adjustments, coalesce(l.transfers_in, 0)::bigint as "transfersIn",
  coalesce(l.transfers_out, 0)::bigint as "transfersOut", coalesce(l.expired, 0)::bigint as expired, n.net::bigint as "netChange",
  (l.opening + n.net)::bigint as closing, p.sku, o.code as "locationCode"
from lines l
join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
left join inventory.locations o on o.tenant_id = l.tenant_id and o.id = l.location_id
cross join lateral (select coalesce(l.purchases, 0) + coalesce(l.sales, 0) + coalesce(l.refunds, 0) + coalesce(l.adjustments, 0)
  + coalesce(l.transfers_in, 0) + coalesce(l.transfers_out, 0) + coalesce(l.expired, 0) as net) n
order by p.sku, o.code, l.business_date
