-- Figures of stock_availability that do not add up (kits.sql has those of kits), something available at a location that is set apart, and sales and
-- reservations at a quarantine location.
select a.product_id, a.location_id, o.kind, o.active, a.on_hand, a.expired, a.quarantined, a.reserved, a.available
from inventory.stock_availability a
join inventory.locations o on o.tenant_id = a.tenant_id and o.id = a.location_id
join inventory.products p on p.tenant_id = a.tenant_id and p.id = a.product_id
where p.kind <> 'KIT' and a.available <> greatest(a.on_hand - a.expired - a.quarantined - a.reserved, 0)
  or p.kind = 'KIT' and a.on_hand + a.expired + a.quarantined + a.reserved <> 0
  or a.expired + a.quarantined > a.on_hand
  or ((o.kind = 'QUARANTINE' or not o.active) and (a.available <> 0 or a.expired + a.quarantined <> a.on_hand))
union all
select m.product_id, m.location_id, o.kind, o.active, m.quantity, null, null, null, null
from inventory.movements m
join inventory.locations o on o.tenant_id = m.tenant_id and o.id = m.location_id and o.kind = 'QUARANTINE'
where m.kind = 'SALE'
union all
select r.product_id, r.location_id, o.kind, o.active, r.base_quantity, null, null, null, null
from inventory.reservations r
join inventory.locations o on o.tenant_id = r.tenant_id and o.id = r.location_id and o.kind = 'QUARANTINE'
