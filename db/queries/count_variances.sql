-- Why counted quantities differed.

-- name: variances :many :unprepared :by_index
-- What posted counts of a period found too much and too little, in groups (`groupBy`: REASON, PRODUCT, LOCATION, PERSON, MONTH), by value
-- and quantity. A batch without any cost has no value: its quantity is counted apart. The costs are those known by the end of the period.
-- not null: key, batches, surplus, shortage, variance, surplusValue, shortageValue, value, quantityWithoutCost
-- null: reason, productId, locationId, person, month
with day as (
  select t.id as tenant_id, t.time_zone, coalesce(inventory.currency_decimals(t.currency), 2) as decimals from inventory.tenants t
), found as (
  select l.tenant_id, w.reason, l.product_id, l.location_id, l.counted_by, to_char(p.posted_on, 'YYYY-MM') as month, d.decimals,
    l.counted_quantity - l.expected_quantity as variance,
    case when b.unit_cost is not null or c.goods then coalesce(b.unit_cost, 0) + coalesce(c.unit_amount, 0) end as unit_value
  from day d
  join inventory.stock_counts s on s.tenant_id = d.tenant_id and s.status = 'POSTED'
  cross join lateral (select inventory.business_date(d.time_zone, s.posted_at) as posted_on) p
  join inventory.stock_count_lines l
    on l.tenant_id = s.tenant_id and l.stock_count_id = s.id and l.counted_quantity <> l.expected_quantity
  join inventory.batches b on b.tenant_id = l.tenant_id and b.id = l.batch_id
  left join lateral (
    select r.reason from inventory.stock_count_reasons r
    where r.tenant_id = l.tenant_id and r.stock_count_id = l.stock_count_id and r.batch_id = l.batch_id
    order by r.reason_number desc limit 1) w on true
  left join lateral (
    select sum(c.unit_amount) as unit_amount, bool_or(c.kind = 'GOODS') as goods from inventory.batch_cost_lines c
    where c.tenant_id = l.tenant_id and c.batch_id = l.batch_id and c.business_date <= :to::date) c on true
  where p.posted_on between :from::date and :to
    and (:locationId::uuid is null or l.location_id = :locationId) and (:productId::uuid is null or l.product_id = :productId)
), sums as (
  select f.tenant_id, f.decimals, case when :groupBy::text = 'REASON' then f.reason end as reason,
    case when :groupBy = 'PRODUCT' then f.product_id end as product_id, case when :groupBy = 'LOCATION' then f.location_id end as location_id,
    case when :groupBy = 'PERSON' then f.counted_by end as person, case when :groupBy = 'MONTH' then f.month end as month,
    count(*) as batches, coalesce(sum(f.variance) filter (where f.variance > 0), 0)::bigint as surplus,
    coalesce(-sum(f.variance) filter (where f.variance < 0), 0)::bigint as shortage, sum(f.variance)::bigint as variance,
    coalesce(sum(f.variance * f.unit_value) filter (where f.variance > 0), 0) as surplus_value,
    coalesce(-sum(f.variance * f.unit_value) filter (where f.variance < 0), 0) as shortage_value,
    coalesce(sum(abs(f.variance)) filter (where f.unit_value is null), 0)::bigint as without_cost
  from found f
  group by 1, 2, 3, 4, 5, 6, 7
)
select case :groupBy when 'REASON' then coalesce(s.reason, 'UNEXPLAINED') when 'PRODUCT' then p.sku when 'LOCATION' then o.code
    when 'PERSON' then coalesce(s.person, '') else s.month end as key,
  s.reason, s.product_id as "productId", s.location_id as "locationId", s.person, s.month, s.batches, s.surplus, s.shortage, s.variance,
  inventory.money_text(s.surplus_value, s.decimals) as "surplusValue", inventory.money_text(s.shortage_value, s.decimals) as "shortageValue",
  inventory.money_text(s.surplus_value - s.shortage_value, s.decimals) as value, s.without_cost as "quantityWithoutCost"
from sums s
left join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
left join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id
order by s.shortage_value + s.surplus_value desc, s.shortage + s.surplus desc, 1;

-- name: export_count_variances :many
-- What posted counts found too much and too little, batch by batch, in the order of time.
select v.* from report_v1.count_variances v
where (:productId::uuid is null or v.product_id = :productId::uuid) and (:locationId::uuid is null or v.location_id = :locationId::uuid)
  and (:batchIds::uuid[] is null or v.batch_id = any (:batchIds::uuid[])) and (:reason::text is null or v.reason = :reason::text)
  and (:from::date is null or v.business_date >= :from::date) and (:to::date is null or v.business_date <= :to::date)
order by v.posted_at, v.stock_count_id, v.sku, v.batch_id;
