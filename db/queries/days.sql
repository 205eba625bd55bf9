-- Business days: daily stock, the stock audit, and closed days.

-- name: daily_stock_page :many :unprepared
-- A page of daily stock by day, product and location. `after` is the three as text, joined by /.
select concat_ws('/', d.business_date, d.product_id, d.location_id) as id, d.product_id as "productId", d.location_id as "locationId",
  d.business_date as "businessDate", d.opening, d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in as "transfersIn",
  d.transfers_out as "transfersOut", d.expired, d.closing - d.opening as "netChange", d.closing
from inventory.daily_stock d
where (:after::text is null or (d.business_date, d.product_id, d.location_id)
    > (split_part(:after, '/', 1)::date, nullif(split_part(:after, '/', 2), '')::uuid, nullif(split_part(:after, '/', 3), '')::uuid))
  and d.business_date between :from::date and :to::date
  and (:productId::uuid is null or d.product_id = :productId) and (:locationId::uuid is null or d.location_id = :locationId)
order by d.business_date, d.product_id, d.location_id
limit :limit;

-- name: daily_stock_count :one :unprepared :by_index
-- How many the filters of daily_stock_page find.
select count(*) as count from inventory.daily_stock d
where d.business_date between :from::date and :to::date
  and (:productId::uuid is null or d.product_id = :productId) and (:locationId::uuid is null or d.location_id = :locationId);

-- name: stock_audit :many
-- What a period did to stock, from daily_stock, grouped by PRODUCT, PRODUCT_AND_LOCATION or PRODUCT_AND_DAY. A product
-- without a movement in the period keeps the closing of its last day before it.
with days as (
  select d.* from inventory.daily_stock d
  where d.business_date between :from::date and :to::date
    and (:locationId::uuid is null or d.location_id = :locationId) and (:productId::uuid is null or d.product_id = :productId)
), places as (
  select s.tenant_id, s.product_id, s.location_id, b.closing as before
  from inventory.stock_levels s
  cross join lateral (
    select coalesce((
      select d.closing from inventory.daily_stock d
      where d.tenant_id = s.tenant_id and d.product_id = s.product_id and d.location_id = s.location_id
        and d.business_date < :from::date
      order by d.business_date desc limit 1), 0) as closing
  ) b
  where (:locationId::uuid is null or s.location_id = :locationId) and (:productId::uuid is null or s.product_id = :productId)
), sums as (
  select p.tenant_id, p.product_id, case when :groupBy::text = 'PRODUCT_AND_LOCATION' then p.location_id end as location_id,
    sum(p.before) as opening, sum(d.purchases) as purchases, sum(d.sales) as sales, sum(d.refunds) as refunds,
    sum(d.adjustments) as adjustments, sum(d.transfers_in) as transfers_in, sum(d.transfers_out) as transfers_out,
    sum(d.expired) as expired, null::date as business_date
  from places p
  left join lateral (
    select sum(d.purchases) as purchases, sum(d.sales) as sales, sum(d.refunds) as refunds, sum(d.adjustments) as adjustments,
      sum(d.transfers_in) as transfers_in, sum(d.transfers_out) as transfers_out, sum(d.expired) as expired
    from days d where d.tenant_id = p.tenant_id and d.product_id = p.product_id and d.location_id = p.location_id
  ) d on true
  where :groupBy::text <> 'PRODUCT_AND_DAY'
  group by 1, 2, 3
), by_day as (
  -- A place without a movement on a day stands there with its last closing.
  select c.tenant_id, c.product_id, c.business_date, sum(coalesce(d.purchases, 0)) as purchases, sum(coalesce(d.sales, 0)) as sales,
    sum(coalesce(d.refunds, 0)) as refunds, sum(coalesce(d.adjustments, 0)) as adjustments,
    sum(coalesce(d.transfers_in, 0)) as transfers_in, sum(coalesce(d.transfers_out, 0)) as transfers_out,
    sum(coalesce(d.expired, 0)) as expired
  from (select distinct tenant_id, product_id, business_date from days) c
  join days d on d.tenant_id = c.tenant_id and d.product_id = c.product_id and d.business_date = c.business_date
  where :groupBy::text = 'PRODUCT_AND_DAY'
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
order by p.sku, o.code, l.business_date;

-- name: continuity_breaks :many
-- Days of a period that do not open with the closing of the day before them.
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
where d.business_date between :from::date and :to::date and d.opening <> b.closing
order by d.business_date, d.product_id, d.location_id;

-- name: closed_days :many
-- The closed days of a period.
select c.business_date as "businessDate", c.closed_by as "closedBy", c.chains, c.movements, encode(c.hash, 'hex') as hash
from inventory.closed_days c
where (:from::date is null or c.business_date >= :from) and (:to::date is null or c.business_date <= :to)
order by c.business_date;

-- name: closed_days_with_previous :many
-- Every closed day with all that its hash covers.
-- not null: closedAt
select c.business_date as "businessDate", to_char(c.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "closedAt",
  c.closed_by as "closedBy", c.chains, c.movements, c.audit_until::text as "auditUntil", c.audit_entries as "auditEntries",
  encode(c.audit_hash, 'hex') as "auditHash", encode(c.previous_hash, 'hex') as "previousHash", encode(c.hash, 'hex') as hash
from inventory.closed_days c
order by c.business_date;

-- name: chain_heads :many
-- The heads of all chains at a day's end.
-- not null: batchId, locationId, sequence, hash
select h.batch_id as "batchId", h.location_id as "locationId", h.sequence, encode(h.hash, 'hex') as hash
from inventory.chain_heads(:day::date) h
order by h.batch_id, h.location_id;

-- name: closed_day_verifies :one
-- Whether a closed day matches the ledger and the audit log, and each closed day the one before it.
select not exists (
  select from inventory.wrong_days((select count(*) from inventory.closed_days), :day::date)
) as verifies;
