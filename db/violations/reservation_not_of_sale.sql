-- Reservations used for another quantity than their uses add up to, beyond their quantity, or with a status that contradicts
-- it; uses by a sale that does not name the reservation, is at another location or has no such line of the product; lines
-- that use more than they sold; and sales that name a reservation of another location or of a product that they do not sell.
select (select count(*) from inventory.reservations r
    left join (select u.tenant_id, u.reservation_id, sum(u.quantity) as used from inventory.reservation_uses u group by 1, 2) u
      on u.tenant_id = r.tenant_id and u.reservation_id = r.id
    where r.committed_quantity <> coalesce(u.used, 0) or r.committed_quantity > r.base_quantity
      or (r.status = 'COMMITTED') <> (r.committed_quantity = r.base_quantity))
  + (select count(*) from inventory.reservation_uses u
    left join inventory.reservations r on r.tenant_id = u.tenant_id and r.id = u.reservation_id
    left join inventory.sales s on s.tenant_id = u.tenant_id and s.id = u.sale_id
    left join inventory.sale_lines l on l.tenant_id = u.tenant_id and l.id = u.sale_line_id and l.sale_id = u.sale_id
    where not coalesce(u.reservation_id = any (s.reservation_ids) and s.location_id = r.location_id
      and (l.product_id = r.product_id or exists (select from inventory.sale_line_components c
        where c.tenant_id = l.tenant_id and c.sale_line_id = l.id and c.product_id = r.product_id)), false))
  + (select count(*) from (
    select from inventory.reservation_uses u
    join inventory.reservations r on r.tenant_id = u.tenant_id and r.id = u.reservation_id
    join inventory.sale_lines l on l.tenant_id = u.tenant_id and l.id = u.sale_line_id
    left join inventory.sale_line_components c
      on c.tenant_id = l.tenant_id and c.sale_line_id = l.id and c.product_id = r.product_id
    group by l.tenant_id, l.id, r.product_id, l.base_quantity, c.quantity
    having sum(u.quantity) > l.base_quantity * coalesce(c.quantity, 1)) o)
  + (select count(*) from inventory.sales s cross join lateral unnest(s.reservation_ids) k (id)
    left join inventory.reservations r on r.tenant_id = s.tenant_id and r.id = k.id
    where s.reservation_ids is not null and (r.id is null or r.location_id <> s.location_id or not exists (
      select from inventory.sale_lines l
      where l.tenant_id = s.tenant_id and l.sale_id = s.id and (l.product_id = r.product_id or exists (
        select from inventory.sale_line_components c
        where c.tenant_id = l.tenant_id and c.sale_line_id = l.id and c.product_id = r.product_id))))) as violations
