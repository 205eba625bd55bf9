-- Reservations whose uses and what is left do not add up to their quantity, whose uses another location or product has, or
-- that ended COMMITTED with something left; and sale lines that took more from reservations than they sold.
select r.id, r.base_quantity, r.committed_quantity, r.status, u.used, u.elsewhere
from inventory.reservations r
cross join lateral (
  select coalesce(sum(u.quantity), 0) as used,
    count(*) filter (where l.location_id <> r.location_id or l.product_id <> r.product_id or l.id is null) as elsewhere
  from inventory.reservation_uses u
  left join inventory.sale_lines l on l.tenant_id = u.tenant_id and l.id = u.sale_line_id
  where u.tenant_id = r.tenant_id and u.reservation_id = r.id) u
where u.used <> r.committed_quantity or u.used > r.base_quantity or u.elsewhere > 0
  or (r.status = 'COMMITTED') <> (u.used = r.base_quantity)
union all
select l.id, l.base_quantity, null, null, sum(u.quantity), null
from inventory.reservation_uses u
join inventory.sale_lines l on l.tenant_id = u.tenant_id and l.id = u.sale_line_id
group by l.tenant_id, l.id, l.base_quantity having sum(u.quantity) > l.base_quantity
