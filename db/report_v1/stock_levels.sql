create or replace view report_v1.stock_levels with (security_invoker = true) as
select p.id as product_id, p.sku, p.name as product_name, o.id as location_id, o.code as location, o.name as location_name,
  s.on_hand::bigint as on_hand, s.reserved, s.expired, s.quarantined, s.available, p.base_unit, p.reorder_point
from inventory.stock_availability s
join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id
join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id;
comment on view report_v1.stock_levels is
  'Stock per product and location, as of now: available = on hand - expired - quarantined - reserved, and never below zero; of a kit, which has nothing on hand, as often as the least of its components.';
comment on column report_v1.stock_levels.expired is 'What has expired of what is on hand, in base units.';
