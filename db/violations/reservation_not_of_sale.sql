-- Committed reservations whose sale is missing, does not name them, is at another location or does not sell their product;
-- and reservations that a sale names but did not commit.
select (select count(*) from inventory.reservations r
    left join inventory.sales s on s.tenant_id = r.tenant_id and s.id = r.sale_id
    where (r.status = 'COMMITTED') <> (r.sale_id is not null)
      or r.sale_id is not null and (s.id is null or s.location_id <> r.location_id
        or not r.id = any (coalesce(s.reservation_ids, '{}')) or not exists (
          select from inventory.sale_lines l
          where l.tenant_id = s.tenant_id and l.sale_id = s.id and l.product_id = r.product_id)))
  + (select count(*) from inventory.sales s cross join lateral unnest(s.reservation_ids) k (id)
    left join inventory.reservations r on r.tenant_id = s.tenant_id and r.id = k.id
    where s.reservation_ids is not null and r.sale_id is distinct from s.id) as violations
