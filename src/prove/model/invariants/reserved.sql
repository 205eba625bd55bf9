-- Stock levels that reserve more than is on hand, or whose stored figure is not the sum of the reservations that were
-- live when it was written (one that expired since stays in it until the next write). And stock levels for which
-- stock_availability shows another figure than the live reservations.
select s.product_id, s.location_id, s.on_hand, s.reserved, s.reserved_until, r.live, r.counted, a.reserved as shown
from inventory.stock_levels s
join inventory.stock_availability a
  on a.tenant_id = s.tenant_id and a.product_id = s.product_id and a.location_id = s.location_id
cross join lateral (
  select coalesce(sum(r.base_quantity - r.committed_quantity) filter (where r.expires_at > now()), 0) as live,
    coalesce(sum(r.base_quantity - r.committed_quantity) filter (where r.expires_at >= s.reserved_until), 0) as counted
  from inventory.reservations r
  where r.tenant_id = s.tenant_id and r.product_id = s.product_id and r.location_id = s.location_id and r.status = 'ACTIVE') r
where s.reserved not between 0 and s.on_hand or s.reserved <> r.counted or s.reserved < r.live or a.reserved <> r.live
