-- Days on which the totals of value are not what the movements, costs and sales up to there add up to, or on which what came in less
-- what went out is not the quantities that are left at what a unit of their batches has cost by then.
with kept as (
  select k.product_id, k.location_id, k.business_date, t.* from (
    select d.product_id, d.location_id, d.business_date, d.tenant_id from inventory.daily_stock d
    union
    select c.product_id, c.location_id, c.business_date, c.tenant_id from inventory.daily_costs c) k
  cross join lateral inventory.totals_on(k.tenant_id, k.product_id, k.location_id, k.business_date) t
), left_over as (
  select d.product_id, d.location_id, d.business_date, sum(m.quantity * (coalesce(b.unit_cost, 0) + coalesce((
      select sum(l.unit_amount) from inventory.batch_cost_lines l
      where l.batch_id = m.batch_id and l.business_date <= d.business_date), 0))) as value
  from (select distinct k.product_id, k.location_id, k.business_date from kept k) d
  -- Those in archives are among the movements here (with-archived.ts).
  join inventory.movements m on m.product_id = d.product_id and m.location_id = d.location_id and m.business_date <= d.business_date
  join inventory.batches b on b.id = m.batch_id
  group by 1, 2, 3
)
select coalesce(k.business_date, v.business_date) as business_date, to_jsonb(k) as kept, to_jsonb(v) as added_up, l.value
from kept k
full join inventory.value_totals(null, null) v
  on v.product_id = k.product_id and v.location_id = k.location_id and v.business_date = k.business_date
left join left_over l on l.product_id = k.product_id and l.location_id = k.location_id and l.business_date = k.business_date
where row(k.purchases_value, k.sales_value, k.adjustments_value, k.transfers_value, k.without_cost, k.transfers_without_cost,
    k.sold_quantity, k.sold_without_cost, k.revenue, k.sold_without_price, k.returned_without_price)
  is distinct from row(v.purchases_value, v.sales_value, v.adjustments_value, v.transfers_value, v.without_cost, v.transfers_without_cost,
    v.sold_quantity, v.sold_without_cost, v.revenue, v.sold_without_price, v.returned_without_price)
  or k.purchases_value + k.sales_value + k.adjustments_value + k.transfers_value <> l.value
