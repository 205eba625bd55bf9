-- Days on which the totals of value are not what the movements, costs and sales up to there add up to. What is left is worth what came in
-- less what went out: cost_not_conserved compares that with the batches themselves.
with kept as (
  select k.product_id, k.location_id, k.business_date, t.* from (
    select d.product_id, d.location_id, d.business_date, d.tenant_id from inventory.daily_stock d
    union
    select c.product_id, c.location_id, c.business_date, c.tenant_id from inventory.daily_costs c) k
  cross join lateral inventory.totals_on(k.tenant_id, k.product_id, k.location_id, k.business_date) t
)
select coalesce(k.business_date, v.business_date) as business_date, to_jsonb(k) as kept, to_jsonb(v) as added_up
from kept k
full join inventory.value_totals(null, null) v
  on v.product_id = k.product_id and v.location_id = k.location_id and v.business_date = k.business_date
where row(k.purchases_value, k.sales_value, k.adjustments_value, k.transfers_value, k.without_cost, k.sold_quantity, k.sold_without_cost,
    k.revenue, k.sold_without_price)
  is distinct from row(v.purchases_value, v.sales_value, v.adjustments_value, v.transfers_value, v.without_cost, v.sold_quantity,
    v.sold_without_cost, v.revenue, v.sold_without_price)
