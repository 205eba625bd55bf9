-- Reserved figures below zero or above what is on hand, or different from what the reservations held when the figure was
-- written: those that expire at reserved_until or later; none where that is null.
select count(*) as violations from inventory.stock_levels s
where s.reserved not between 0 and s.on_hand
  or s.reserved <> (select coalesce(sum(r.base_quantity - r.committed_quantity), 0) from inventory.reservations r
    where r.tenant_id = s.tenant_id and r.product_id = s.product_id and r.location_id = s.location_id
      and r.status = 'ACTIVE' and r.expires_at >= s.reserved_until)
