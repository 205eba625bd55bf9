create or replace view report_v1.products with (security_invoker = true) as
select p.id as product_id, p.sku, p.name as product_name, p.status, p.track_inventory as tracked, p.base_unit, p.reorder_point,
  coalesce(s.on_hand, 0) as on_hand, coalesce(s.reserved, 0) as reserved, coalesce(s.available, 0) as available, (
    select string_agg(c.code, ', ' order by c.kind, c.code) from inventory.product_codes c
    where c.tenant_id = p.tenant_id and c.product_id = p.id and c.removed_at is null and c.code <> p.sku) as other_codes,
  p.attributes, p.created_at::timestamptz as created_at, p.updated_at::timestamptz as updated_at,
  p.kind
from inventory.products p
left join lateral (
  select sum(a.on_hand)::bigint as on_hand, sum(a.reserved)::bigint as reserved, sum(a.available)::bigint as available
  from inventory.stock_availability a
  where a.tenant_id = p.tenant_id and a.product_id = p.id
) s on true;
comment on view report_v1.products is 'What is stocked or sold, with its stock over all locations.';
comment on column report_v1.products.kind is 'GOODS, or a KIT: it has nothing on hand, and is available as often as the least of its components.';
comment on column report_v1.products.status is 'ACTIVE, INACTIVE or ARCHIVED.';
