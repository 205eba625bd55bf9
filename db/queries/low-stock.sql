-- Stock of products with less available than their reorder point: at one location ($1), or over all (null). A product
-- that was never there counts as none.
with levels as (
  select p.id as product_id, p.reorder_point, o.id as location_id, coalesce(s.on_hand, 0) as on_hand,
    coalesce(s.reserved, 0) as reserved, coalesce(s.expired, 0) as expired, coalesce(s.quarantined, 0) as quarantined,
    coalesce(s.available, 0) as available, s.product_id is not null as known,
    sum(coalesce(s.available, 0)) over (partition by p.id) as available_in_all,
    bool_or(s.product_id is not null) over (partition by p.id) as known_somewhere, p.sku, o.code
  from inventory.products p
  join inventory.locations o on o.tenant_id = p.tenant_id and o.active and ($1::uuid is null or o.id = $1)
  left join inventory.stock_availability s on s.tenant_id = p.tenant_id and s.product_id = p.id and s.location_id = o.id
  where p.reorder_point is not null and p.track_inventory and p.status = 'ACTIVE'
)
select l.product_id as "productId", l.location_id as "locationId", l.on_hand as "onHand", l.reserved, l.expired,
  l.quarantined, l.available
from levels l
where l.available_in_all < l.reorder_point and (l.known or not l.known_somewhere)
order by l.sku, l.code
limit 10000
