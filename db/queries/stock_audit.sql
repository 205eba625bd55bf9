-- The stock audit: what a period did to stock, from daily_stock, grouped by PRODUCT, PRODUCT_AND_LOCATION or
-- PRODUCT_AND_DAY. Its cost grows with the places and days of the products that it shows, not with movements.

-- name: stock_audit :many :unprepared
-- A page of the stock audit by SKU, location and day; all of it without a limit. A product without a movement in the period
-- keeps the closing of its last day before it; grouped by day, only days with a movement are there. `after` is the id of a
-- line.
-- nullable: limit
-- not null: id
with after as (
  select p.sku_key, coalesce(o.code_key, '') as code_key, coalesce(nullif(split_part(:after::text, '/', 3), '')::date, '-infinity') as business_date
  from inventory.products p
  left join inventory.locations o on o.tenant_id = p.tenant_id and o.id = nullif(split_part(:after, '/', 2), '')::uuid
  where p.id = nullif(split_part(:after, '/', 1), '')::uuid
), chosen as (
  -- Each of these products has a line, and the first may have been shown in part.
  select p.tenant_id, p.id as product_id, p.sku, p.sku_key, p.name from inventory.products p
  -- Also without a cursor: the unique index of sku_key has the rows in which it is not null.
  where (:productId::uuid is null or p.id = :productId) and p.sku_key >= coalesce((select a.sku_key from after a), '')
    and exists (
      select from inventory.stock_levels s
      where s.tenant_id = p.tenant_id and s.product_id = p.id and (:locationId::uuid is null or s.location_id = :locationId))
    and (:groupBy::text <> 'PRODUCT_AND_DAY' or exists (
      select from inventory.daily_stock d
      where d.tenant_id = p.tenant_id and d.product_id = p.id and (:locationId is null or d.location_id = :locationId)
        and d.business_date between :from::date and :to::date))
  order by p.sku_key limit :limit::bigint + 1
), openings as (
  -- Grouped by product or day, a line is not of one place: then its part is the product itself.
  select s.tenant_id, s.product_id, case :groupBy when 'PRODUCT_AND_LOCATION' then s.location_id else s.product_id end as part_id,
    sum(b.closing) as opening
  from chosen c
  join inventory.stock_levels s on s.tenant_id = c.tenant_id and s.product_id = c.product_id
  cross join lateral (
    select coalesce((
      select d.closing from inventory.daily_stock d
      where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id
        and d.business_date < :from
      order by d.business_date desc limit 1), 0) as closing
  ) b
  where :locationId is null or s.location_id = :locationId
  group by 1, 2, 3
), changes as (
  select d.product_id, case :groupBy when 'PRODUCT_AND_LOCATION' then d.location_id else d.product_id end as part_id,
    case :groupBy when 'PRODUCT_AND_DAY' then d.business_date end as business_date, sum(d.purchases) as purchases,
    sum(d.sales) as sales, sum(d.refunds) as refunds, sum(d.adjustments) as adjustments, sum(d.transfers_in) as transfers_in,
    sum(d.transfers_out) as transfers_out, sum(d.expired) as expired, sum(d.closing - d.opening) as net
  from chosen c
  join inventory.daily_stock d on d.tenant_id = c.tenant_id and d.product_id = c.product_id
  where d.business_date between :from and :to and (:locationId is null or d.location_id = :locationId)
  group by 1, 2, 3
), lines as (
  select c.product_id, c.sku, c.sku_key, c.name, l.id as location_id, l.code, coalesce(l.code_key, '') as code_key, d.business_date,
    (o.opening + coalesce(sum(d.net) over earlier, 0))::bigint as opening, coalesce(d.purchases, 0)::bigint as purchases,
    coalesce(d.sales, 0)::bigint as sales, coalesce(d.refunds, 0)::bigint as refunds,
    coalesce(d.adjustments, 0)::bigint as adjustments, coalesce(d.transfers_in, 0)::bigint as transfers_in,
    coalesce(d.transfers_out, 0)::bigint as transfers_out, coalesce(d.expired, 0)::bigint as expired,
    coalesce(d.net, 0)::bigint as net
  from openings o
  join chosen c on c.product_id = o.product_id
  left join changes d on d.product_id = o.product_id and d.part_id = o.part_id
  left join inventory.locations l on l.tenant_id = o.tenant_id and l.id = o.part_id
  where :groupBy <> 'PRODUCT_AND_DAY' or d.business_date is not null
  window earlier as (
    partition by o.product_id, o.part_id order by d.business_date rows between unbounded preceding and 1 preceding)
)
select concat(l.product_id, '/', l.location_id, '/', l.business_date) as id, l.product_id as "productId", l.location_id as "locationId",
  l.business_date as "businessDate", concat_ws(' ', l.name, l.code, l.business_date) as key, l.opening, l.purchases, l.sales,
  l.refunds, l.adjustments, l.transfers_in as "transfersIn", l.transfers_out as "transfersOut", l.expired, l.net as "netChange",
  l.opening + l.net as closing, l.sku, l.code as "locationCode"
from lines l
where :after is null or (l.sku_key, l.code_key, coalesce(l.business_date, '-infinity'))
  > (select a.sku_key, a.code_key, a.business_date from after a)
order by l.sku_key, l.code_key, l.business_date
limit :limit;

-- name: stock_audit_count :one :unprepared
-- How many lines all pages of stock_audit have.
select case :groupBy::text
  when 'PRODUCT_AND_DAY' then (
    select count(*) from (
      select distinct d.product_id, d.business_date from inventory.daily_stock d
      where d.business_date between :from::date and :to::date
        and (:productId::uuid is null or d.product_id = :productId) and (:locationId::uuid is null or d.location_id = :locationId)
    ) d)
  when 'PRODUCT_AND_LOCATION' then (
    select count(*) from inventory.stock_levels s
    where (:productId is null or s.product_id = :productId) and (:locationId is null or s.location_id = :locationId))
  else (
    select count(distinct s.product_id) from inventory.stock_levels s
    where (:productId is null or s.product_id = :productId) and (:locationId is null or s.location_id = :locationId))
  end as count;
