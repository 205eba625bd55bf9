-- Kits, and what they are put together from.

-- name: kits_by_sku :many
-- Every kit by its SKU, with its components as text, and how many of it are available: at a location, or in all.
-- not null: components, available
select p.id, p.sku, p.name, p.status, (
    select string_agg(format('%s %s', c.quantity, g.sku), ', ' order by c.id)
    from inventory.kit_components c
    join inventory.products g on g.tenant_id = c.tenant_id and g.id = c.component_id
    where c.tenant_id = p.tenant_id and c.kit_id = p.id and c.removed_at is null) as components, (
    select coalesce(sum(a.available), 0)::bigint from inventory.stock_availability a
    where a.tenant_id = p.tenant_id and a.product_id = p.id and (:locationId::uuid is null or a.location_id = :locationId)) as available
from inventory.products p
where p.kind = 'KIT'
order by p.sku;
