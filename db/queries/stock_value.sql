-- What stock is worth, from the totals of daily_stock and daily_costs: the cost depends on products and
-- places, not on movements or on the length of a period.

-- name: stock_value :many :unprepared :by_index
-- Stock value at the end of a day (`at`; today without it): a line for each group (PRODUCT, LOCATION, PRODUCT_AND_LOCATION), only where
-- something is left or is worth something; and one line for all of them, `isTotal`. Without `lines` only that one.
-- nullable: at, productId, locationId
-- not null: isTotal, quantity, value, quantityWithoutCost, at
-- null: productId, locationId, key, currency, inTransitValue, inTransitQuantityWithoutCost, sku, locationCode
with day as (
  select t.id as tenant_id, t.currency, coalesce(inventory.currency_decimals(t.currency), 2) as decimals,
    coalesce(:at::date, inventory.business_date(t.time_zone, now())) as at
  from inventory.tenants t
), places as (
  select case when :groupBy::text <> 'LOCATION' then v.product_id end as product_id,
    case when :groupBy <> 'PRODUCT' then v.location_id end as location_id, v.quantity, v.without_cost, v.transfers_value,
    v.transfers_without_cost,
    v.purchases_value + v.sales_value + v.adjustments_value + v.transfers_value as value
  from day d
  cross join lateral inventory.totals_of_places(d.tenant_id, :productId::uuid, :locationId::uuid, d.at) v
), sums as (
  select grouping(p.product_id) = 1 as is_total, p.product_id, p.location_id, sum(p.quantity)::bigint as quantity, sum(p.value) as value,
    sum(p.without_cost)::bigint as without_cost, sum(p.transfers_value) as transfers_value,
    sum(p.transfers_without_cost)::bigint as transfers_without_cost
  from places p
  group by grouping sets ((p.product_id, p.location_id), ())
)
select s.is_total as "isTotal", s.product_id as "productId", s.location_id as "locationId",
  case when not s.is_total then concat_ws(' ', p.name, o.code) end as key, coalesce(s.quantity, 0) as quantity,
  inventory.money_text(coalesce(s.value, 0), d.decimals) as value, coalesce(s.without_cost, 0) as "quantityWithoutCost", d.at, d.currency,
  case when s.is_total and :locationId is null then inventory.money_text(-coalesce(s.transfers_value, 0), d.decimals) end as "inTransitValue",
  case when s.is_total and :locationId is null then -coalesce(s.transfers_without_cost, 0) end as "inTransitQuantityWithoutCost",
  p.sku, o.code as "locationCode"
from sums s
cross join day d
left join inventory.products p on p.tenant_id = d.tenant_id and p.id = s.product_id
left join inventory.locations o on o.tenant_id = d.tenant_id and o.id = s.location_id
where s.is_total or (:lines::boolean and (s.quantity <> 0 or round(s.value, 9) <> 0))
order by s.is_total desc, p.sku_key, o.code_key;

-- name: stock_value_batches :many :unprepared :by_index
-- The same by batch. What a batch had at the end of a day is what it has now without what moved since; of a closed day, what its anchors say.
-- nullable: at, productId, locationId
-- not null: isTotal, quantity, value, quantityWithoutCost, at
-- null: productId, batchId, locationId, key, currency, inTransitValue, inTransitQuantityWithoutCost, sku, batchNumber
with day as (
  select t.id as tenant_id, t.currency, coalesce(inventory.currency_decimals(t.currency), 2) as decimals, t.last_closed_on,
    coalesce(:at::date, inventory.business_date(t.time_zone, now())) as at
  from inventory.tenants t
), chains as (
  select s.tenant_id, s.batch_id, s.product_id, s.location_id, s.quantity - coalesce((
    select sum(m.quantity) from inventory.movements m
    where m.tenant_id = s.tenant_id and m.batch_id = s.batch_id and m.location_id = s.location_id and m.business_date > d.at), 0) as quantity
  from day d
  join inventory.batch_stock s on s.tenant_id = d.tenant_id
  where d.last_closed_on is null or d.at > d.last_closed_on
  union all
  select a.tenant_id, a.batch_id, b.product_id, a.location_id, inventory.balance_of(a.intake_quantity, a.sold_quantity, a.refunded_quantity, a.adjusted_quantity,
    a.transferred_in_quantity, a.transferred_out_quantity, a.expired_quantity)
  from day d
  cross join lateral (
    select distinct on (a.batch_id, a.location_id) a.* from inventory.chain_anchors a
    where a.tenant_id = d.tenant_id and a.business_date <= d.at
    order by a.batch_id, a.location_id, a.business_date desc) a
  join inventory.batches b on b.tenant_id = a.tenant_id and b.id = a.batch_id
  where d.at <= d.last_closed_on
), batches as (
  select c.tenant_id, c.batch_id, c.product_id, sum(c.quantity)::bigint as quantity
  from chains c
  where (:productId::uuid is null or c.product_id = :productId) and (:locationId::uuid is null or c.location_id = :locationId)
  group by 1, 2, 3
), worth as (
  select s.product_id, s.batch_id, b.batch_number, s.quantity,
    s.quantity * (coalesce(b.unit_cost, 0) + coalesce(c.unit_amount, 0)) as value,
    case when b.unit_cost is null and not coalesce(c.goods, false) then s.quantity else 0 end as without_cost
  from batches s
  cross join day d
  join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
  left join (
    select l.tenant_id, l.batch_id, sum(l.unit_amount) as unit_amount, bool_or(l.kind = 'GOODS') as goods
    from inventory.batch_cost_lines l cross join day d where l.business_date <= d.at group by 1, 2) c
    on c.tenant_id = s.tenant_id and c.batch_id = s.batch_id
), sums as (
  select grouping(w.batch_id) = 1 as is_total, w.product_id, w.batch_id, w.batch_number, sum(w.quantity)::bigint as quantity, sum(w.value) as value,
    sum(w.without_cost)::bigint as without_cost
  from worth w group by grouping sets ((w.product_id, w.batch_id, w.batch_number), ())
)
select s.is_total as "isTotal", s.product_id as "productId", s.batch_id as "batchId", :locationId as "locationId",
  case when not s.is_total then concat_ws(' ', p.name, s.batch_number) end as key, coalesce(s.quantity, 0) as quantity,
  inventory.money_text(coalesce(s.value, 0), d.decimals) as value, coalesce(s.without_cost, 0) as "quantityWithoutCost", d.at, d.currency,
  case when s.is_total and :locationId is null then inventory.money_text(-w.value, d.decimals) end as "inTransitValue",
  case when s.is_total and :locationId is null then -w.without_cost end as "inTransitQuantityWithoutCost", p.sku,
  s.batch_number as "batchNumber"
from sums s
cross join day d
left join lateral ( -- what is on its way is of no place
  select coalesce(sum(v.transfers_value), 0) as value, coalesce(sum(v.transfers_without_cost), 0)::bigint as without_cost
  from inventory.totals_of_places(d.tenant_id, :productId, null, d.at) v
  where s.is_total and :locationId is null) w on true
left join inventory.products p on p.tenant_id = d.tenant_id and p.id = s.product_id
where s.is_total or (:lines::boolean and s.quantity <> 0)
order by s.is_total desc, p.sku_key, s.batch_id;

-- name: stock_age :many :unprepared :by_index
-- How long what is on hand has been there, by product and location: by the business date on which its batch came in.
-- not null: productId, locationId, days0to30, days31to90, days91to180, over180Days, value, quantityWithoutCost
select s.product_id as "productId", s.location_id as "locationId",
  coalesce(sum(s.quantity) filter (where s.days <= 30), 0)::bigint as "days0to30",
  coalesce(sum(s.quantity) filter (where s.days between 31 and 90), 0)::bigint as "days31to90",
  coalesce(sum(s.quantity) filter (where s.days between 91 and 180), 0)::bigint as "days91to180",
  coalesce(sum(s.quantity) filter (where s.days > 180), 0)::bigint as "over180Days",
  inventory.money_text(sum(s.quantity * s.unit_value), max(s.decimals)) as value,
  coalesce(sum(s.quantity) filter (where not s.cost_known), 0)::bigint as "quantityWithoutCost"
from (
  select s.tenant_id, s.product_id, s.location_id, s.quantity, s.unit_value, s.cost_known, coalesce(inventory.currency_decimals(t.currency), 2) as decimals,
    inventory.business_date(t.time_zone, now()) - b.received_on as days
  from inventory.batch_stock s
  join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
  join inventory.tenants t on t.id = s.tenant_id
  where s.in_stock and (:locationId::uuid is null or s.location_id = :locationId)) s
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id
group by s.product_id, s.location_id, p.sku_key, o.code_key
order by p.sku_key, o.code_key;

-- name: costs_of_batches :many
-- The shares of costs of some batches, in the order in which they were added.
-- keys: :batchIds are batchId
-- not null: id, batchId, kind, amount, businessDate, reason, actor, recordedAt
-- null: receiptId
select c.id, l.batch_id as "batchId", l.kind, trim_scale(l.amount)::text as amount, l.business_date as "businessDate", c.reason, c.actor,
  inventory.utc_text(c.recorded_at) as "recordedAt", c.receipt_id as "receiptId"
from inventory.batch_cost_lines l
join inventory.batch_costs c on c.tenant_id = l.tenant_id and c.id = l.cost_id
where l.batch_id = any (:batchIds::uuid[])
order by l.batch_id, c.recorded_at, c.id;
