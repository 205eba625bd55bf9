create or replace view report_v1.stock with (security_invoker = true) as
select p.id as product_id, p.sku, p.name as product_name, o.id as location_id, o.code as location, o.name as location_name,
  b.id as batch_id, b.batch_number, b.lot_id, s.quantity::bigint as quantity, p.base_unit, b.unit_cost::numeric(20, 6) as unit_cost,
  b.received_on::date as business_date, s.expiry_date::date as expiry_date,
  inventory.is_expired(s.expiry_date, inventory.business_date(n.time_zone, now())) as expired, s.held,
  inventory.is_sellable(s.expiry_date, s.held, inventory.business_date(n.time_zone, now()))
    and not inventory.is_set_apart(o.kind, o.active) as sellable,
  (s.quantity * s.unit_value)::numeric(20, 6) as value, s.cost_known
from inventory.batch_stock s
join inventory.tenants n on n.id = s.tenant_id
join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id
where s.in_stock;
comment on view report_v1.stock is 'What is left of each batch at each location, as of now.';
comment on column report_v1.stock.value is 'What is left at its unit cost and the costs added to the batch later.';
comment on column report_v1.stock.cost_known is 'Whether that has what the goods themselves cost, or only the costs that were added.';
comment on column report_v1.stock.quantity is 'What is left of the batch at the location, in base units.';
comment on column report_v1.stock.business_date is 'The business date on which the batch came in.';
comment on column report_v1.stock.expired is 'Whether the expiry date has passed.';
