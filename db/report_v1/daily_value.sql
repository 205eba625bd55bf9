create or replace view report_v1.daily_value with (security_invoker = true) as
select v.business_date, p.id as product_id, p.sku, p.name as product_name, o.id as location_id, o.code as location, o.name as location_name,
  v.quantity, p.base_unit, v.value::numeric(20, 6) as value, v.quantity_without_cost, v.purchases_value::numeric(20, 6) as purchases_value,
  v.cost_of_sales::numeric(20, 6) as cost_of_sales, v.adjustments_value::numeric(20, 6) as adjustments_value,
  v.transfers_value::numeric(20, 6) as transfers_value, v.sold_quantity, v.sold_without_cost, v.revenue::numeric(20, 6) as revenue,
  v.sold_without_price
from (
  select k.tenant_id, k.product_id, k.location_id, k.business_date, t.quantity, t.without_cost as quantity_without_cost,
    t.purchases_value + t.sales_value + t.adjustments_value + t.transfers_value as value,
    t.purchases_value - lag(t.purchases_value, 1, 0::numeric) over w as purchases_value,
    lag(t.sales_value, 1, 0::numeric) over w - t.sales_value as cost_of_sales,
    t.adjustments_value - lag(t.adjustments_value, 1, 0::numeric) over w as adjustments_value,
    t.transfers_value - lag(t.transfers_value, 1, 0::numeric) over w as transfers_value,
    t.sold_quantity - lag(t.sold_quantity, 1, 0::bigint) over w as sold_quantity,
    t.sold_without_cost - lag(t.sold_without_cost, 1, 0::bigint) over w as sold_without_cost,
    t.revenue - lag(t.revenue, 1, 0::numeric) over w as revenue,
    t.sold_without_price - lag(t.sold_without_price, 1, 0::bigint) over w as sold_without_price
  from (
    select d.tenant_id, d.product_id, d.location_id, d.business_date::date as business_date from inventory.daily_stock d
    union
    select c.tenant_id, c.product_id, c.location_id, c.business_date::date from inventory.daily_costs c) k
  cross join lateral inventory.totals_on(k.tenant_id, k.product_id, k.location_id, k.business_date) t
  window w as (partition by k.tenant_id, k.product_id, k.location_id order by k.business_date)) v
join inventory.products p on p.tenant_id = v.tenant_id and p.id = v.product_id
join inventory.locations o on o.tenant_id = v.tenant_id and o.id = v.location_id;
comment on view report_v1.daily_value is
  'Per product, location and business date on which something moved or a cost was added: what is there at the end of the day at the costs of its batches, and what the day changed of that. A day without a row ends as the last one before it.';
comment on column report_v1.daily_value.quantity is 'The stock at the end of the day, in base units.';
comment on column report_v1.daily_value.value is 'The stock at the end of the day, at the unit costs of its batches and the costs added to them by then.';
comment on column report_v1.daily_value.quantity_without_cost is 'How much of the stock at the end of the day is of batches of which nobody had said what the goods cost. It is worth nothing here but the costs added to it.';
comment on column report_v1.daily_value.purchases_value is 'What came in on the day had cost, and what costs of the day added to all that had come in.';
comment on column report_v1.daily_value.cost_of_sales is 'What was sold on the day had cost, less what came back, and what costs of the day added to goods that were sold by then.';
comment on column report_v1.daily_value.adjustments_value is 'What adjustments, counts and expiry of the day added or, negative, took, at its cost.';
comment on column report_v1.daily_value.transfers_value is 'What transfers of the day brought or, negative, took, at its cost.';
comment on column report_v1.daily_value.sold_quantity is 'What was sold on the day less what came back, in base units.';
comment on column report_v1.daily_value.sold_without_cost is 'How much of what was sold has no cost, less what came back without one, and less what was sold by then and got its cost on the day.';
comment on column report_v1.daily_value.sold_without_price is 'How much of what was sold has no price, less what came back without one.';
comment on column report_v1.daily_value.revenue is 'What was sold on the day brought, less what came back; sale lines without a unit price bring nothing.';
