-- What sales brought and had cost, and what goods cost on average. As in stock_value.sql the cost depends on products and places.

-- name: margin :many :unprepared :by_index
-- What the goods sold in a period had cost and brought, by product: the totals at its end less those before it.
-- nullable: locationId
-- not null: productId, quantity, cost, quantityWithoutCost, quantityWithoutPrice, sku
-- null: revenue, margin
select s.product_id as "productId", s.quantity, inventory.money_text(s.cost, d.decimals) as cost,
  case when s.revenue <> 0 or s.without_price = 0 then inventory.money_text(s.revenue, d.decimals) end as revenue,
  case when s.without_price = 0 and s.without_cost = 0 then inventory.money_text(s.revenue - s.cost, d.decimals) end as margin,
  s.without_cost as "quantityWithoutCost", s.without_price as "quantityWithoutPrice", p.sku
from inventory.sales_of_period(:locationId::uuid, :from::date, :to::date) s
join (select t.id as tenant_id, coalesce(inventory.currency_decimals(t.currency), 2) as decimals from inventory.tenants t) d
  on d.tenant_id = s.tenant_id
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
where s.quantity <> 0 or round(s.cost, 9) <> 0 or s.revenue <> 0 or s.without_cost <> 0 or s.without_price <> 0
order by p.sku_key;

-- name: abc_classes :many :unprepared :by_index
-- Products by what their sales of a period brought, the highest first: A up to 80 % of it, B up to 95 %, C the rest, with those that were
-- sold without a price.
-- nullable: locationId
-- not null: productId, quantity, revenue, sharePercent, cumulativePercent, class, quantityWithoutPrice
select s.product_id as "productId", s.quantity, inventory.money_text(s.revenue, coalesce(inventory.currency_decimals(t.currency), 2)) as revenue,
  round(s.share * 100, 2)::float8 as "sharePercent", round(s.cumulative * 100, 2)::float8 as "cumulativePercent",
  case s.class when 'A' then 'A' when 'B' then 'B' else 'C' end as class, s.without_price as "quantityWithoutPrice"
from inventory.tenants t
cross join lateral inventory.abc_classes(t.id, :from::date, :to::date, :locationId::uuid) s
order by s.revenue desc, s.product_id;

-- name: average_costs :many :unprepared :by_index
-- Weighted average cost by product at the end of a day: all that was bought by then, with its later costs, over its quantity; and what is
-- on hand at that average, beside what it is worth at the costs of its own batches.
-- nullable: at
-- not null: productId, quantity, purchasedQuantity, purchasedWithoutCost, value, quantityWithoutCost
-- null: averageCost, valueAtAverage
with day as (
  select t.id as tenant_id, coalesce(inventory.currency_decimals(t.currency), 2) as decimals,
    coalesce(:at::date, inventory.business_date(t.time_zone, now())) as at
  from inventory.tenants t
), intakes as (
  select b.tenant_id, b.id, b.product_id, b.unit_cost, case when b.voided_at is null and b.intake_reason is null then b.intake_quantity
    else ( -- corrected or voided since: what had come in by then
      select coalesce(sum(m.quantity), 0) from (
        select m.quantity from inventory.movements m
        where m.tenant_id = b.tenant_id and m.batch_id = b.id and m.location_id = b.location_id and m.business_date <= d.at
          and inventory.kind_figure(m.kind) = 'PURCHASES'
        union all
        select s.quantity from inventory.archived_sums s
        where s.tenant_id = b.tenant_id and s.product_id = b.product_id and s.batch_id = b.id and s.business_date <= d.at
          and s.figure = 'PURCHASES') m) end as quantity
  from day d
  join inventory.batches b on b.tenant_id = d.tenant_id
  join inventory.receipts r on r.tenant_id = b.tenant_id and r.id = b.receipt_id and r.business_date <= d.at
  where :productId::uuid is null or b.product_id = :productId
), bought as (
  select b.tenant_id, b.product_id, sum(b.quantity) filter (where k.known) as quantity,
    sum(b.quantity) filter (where not k.known) as without_cost,
    sum(b.quantity * (coalesce(b.unit_cost, 0) + coalesce(c.unit_amount, 0))) filter (where k.known) as cost
  from intakes b
  left join (
    select l.tenant_id, l.batch_id, sum(l.unit_amount) as unit_amount, bool_or(l.kind = 'GOODS') as goods
    from inventory.batch_cost_lines l cross join day d where l.business_date <= d.at group by 1, 2) c
    on c.tenant_id = b.tenant_id and c.batch_id = b.id
  cross join lateral (select b.unit_cost is not null or coalesce(c.goods, false) as known) k
  group by 1, 2
), stock as (
  select d.tenant_id, v.product_id, sum(v.quantity)::bigint as quantity, sum(v.without_cost)::bigint as without_cost, sum(v.value) as value
  from day d
  cross join lateral (
    select s.product_id, 0 as quantity, 0 as without_cost, 0 as value from inventory.stock_levels s -- that had not come in by then
    where s.tenant_id = d.tenant_id and (:productId::uuid is null or s.product_id = :productId)
    union all
    select v.product_id, v.quantity, v.without_cost, v.purchases_value + v.sales_value + v.adjustments_value + v.transfers_value
    from inventory.totals_of_places(d.tenant_id, :productId::uuid, null, d.at) v) v
  group by 1, 2
)
select s.product_id as "productId", s.quantity, coalesce(b.quantity, 0)::bigint as "purchasedQuantity",
  coalesce(b.without_cost, 0)::bigint as "purchasedWithoutCost", trim_scale(round(b.cost / nullif(b.quantity, 0), 6))::text as "averageCost",
  case when s.quantity = 0 then inventory.money_text(0, d.decimals)
    else inventory.money_text(s.quantity * b.cost / nullif(b.quantity, 0), d.decimals) end as "valueAtAverage",
  inventory.money_text(s.value, d.decimals) as value, s.without_cost as "quantityWithoutCost"
from stock s
join day d on d.tenant_id = s.tenant_id
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
left join bought b on b.tenant_id = s.tenant_id and b.product_id = s.product_id
order by p.sku_key;
