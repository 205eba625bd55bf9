-- The stock audit: what a period did to stock, from daily_stock, grouped by PRODUCT, PRODUCT_AND_LOCATION or
-- PRODUCT_AND_DAY. Its cost grows with the places and days of the products that it shows, not with movements.

-- name: stock_audit :many :unprepared
-- A page of the stock audit by SKU, location and day; all of it without a limit. A product without a movement in the period
-- keeps the closing of its last day before it; grouped by day, only days with a movement are there. `after` is the id of a
-- line.
-- nullable: limit
-- not null: id, opening, purchases, sales, refunds, adjustments, transfersIn, transfersOut, expired, netChange, closing
with after as (
  select p.sku_key, coalesce(o.code_key, '') as code_key, coalesce(nullif(split_part(:after::text, '/', 3), '')::date, '-infinity') as business_date
  from inventory.products p
  left join inventory.locations o on o.tenant_id = p.tenant_id and o.id = nullif(split_part(:after, '/', 2), '')::uuid
  where p.id = nullif(split_part(:after, '/', 1), '')::uuid
), chosen as (
  -- Each of these products has a line, and the first may have been shown in part.
  select p.tenant_id, p.id as product_id from inventory.products p
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
), parts as (
  -- The closing of each place before the period, and each of its days. Grouped by product or day, a line is not of one place:
  -- then its part is the product itself.
  select s.tenant_id, s.product_id, case :groupBy when 'PRODUCT_AND_LOCATION' then s.location_id else s.product_id end as part_id,
    null::date as business_date, b.closing as before, 0 as purchases, 0 as sales, 0 as refunds, 0 as adjustments, 0 as transfers_in,
    0 as transfers_out, 0 as expired, 0 as net
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
  union all
  select d.tenant_id, d.product_id, case :groupBy when 'PRODUCT_AND_LOCATION' then d.location_id else d.product_id end,
    case :groupBy when 'PRODUCT_AND_DAY' then d.business_date end, 0, d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in,
    d.transfers_out, d.expired, d.closing - d.opening
  from chosen c
  join inventory.daily_stock d on d.tenant_id = c.tenant_id and d.product_id = c.product_id
  where d.business_date between :from and :to and (:locationId is null or d.location_id = :locationId)
), sums as (
  select p.tenant_id, p.product_id, p.part_id, p.business_date, sum(p.before) as before, sum(p.purchases) as purchases,
    sum(p.sales) as sales, sum(p.refunds) as refunds, sum(p.adjustments) as adjustments, sum(p.transfers_in) as transfers_in,
    sum(p.transfers_out) as transfers_out, sum(p.expired) as expired, sum(p.net) as net
  from parts p
  group by 1, 2, 3, 4
), lines as (
  select s.*,
    sum(s.before) over (partition by s.product_id, s.part_id)
      + coalesce(sum(s.net) over (
        partition by s.product_id, s.part_id order by s.business_date rows between unbounded preceding and 1 preceding), 0) as opening
  from sums s
)
select concat(p.id, '/', o.id, '/', l.business_date) as id, p.id as "productId", o.id as "locationId", l.business_date as "businessDate",
  concat_ws(' ', p.name, o.code, l.business_date) as key, l.opening::bigint as opening, l.purchases::bigint as purchases,
  l.sales::bigint as sales, l.refunds::bigint as refunds, l.adjustments::bigint as adjustments,
  l.transfers_in::bigint as "transfersIn", l.transfers_out::bigint as "transfersOut", l.expired::bigint as expired,
  l.net::bigint as "netChange", (l.opening + l.net)::bigint as closing, p.sku, o.code as "locationCode"
from lines l
join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id
left join inventory.locations o on o.tenant_id = l.tenant_id and o.id = l.part_id
where (:groupBy <> 'PRODUCT_AND_DAY' or l.business_date is not null)
  and (:after is null or (p.sku_key, coalesce(o.code_key, ''), coalesce(l.business_date, '-infinity'))
    > (select a.sku_key, a.code_key, a.business_date from after a))
order by p.sku_key, o.code_key, l.business_date
limit :limit;

-- name: stock_audit_count :one :unprepared :by_index
-- How many lines all pages of stock_audit have.
-- not null: count, more
select c.count, c.count > inventory.exact_count() as more
from (select case :groupBy::text
  when 'PRODUCT_AND_DAY' then (
    select count(*) from (
      select distinct d.product_id, d.business_date from inventory.daily_stock d
      where d.business_date between :from::date and :to::date
        and (:productId::uuid is null or d.product_id = :productId) and (:locationId::uuid is null or d.location_id = :locationId)
      limit inventory.exact_count() + 1) d)
  when 'PRODUCT_AND_LOCATION' then (
    select count(*) from (
      select from inventory.stock_levels s
      where (:productId is null or s.product_id = :productId) and (:locationId is null or s.location_id = :locationId)
      limit inventory.exact_count() + 1) s)
  else (
    select count(*) from (
      select distinct s.product_id from inventory.stock_levels s
      where (:productId is null or s.product_id = :productId) and (:locationId is null or s.location_id = :locationId)
      limit inventory.exact_count() + 1) s)
  end as count) c;
