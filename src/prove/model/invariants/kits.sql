-- Sold kits of which another quantity of a component was taken, less what came back, than the kit had when it was sold. And kits of
-- which stock_availability shows another quantity at a place than the least of what its goods are enough for.
with taken as (
  select m.tenant_id, m.document_line_id as sale_line_id, m.product_id, -sum(m.quantity) as quantity
  from inventory.movements m where m.kind in ('SALE', 'SALE_VOID', 'REFUND') group by 1, 2, 3
), available as (
  select s.tenant_id, s.product_id, s.location_id, greatest(s.on_hand - coalesce(sum(b.quantity) filter (
      where b.expiry_date < inventory.tenant_today(s.tenant_id) or b.held or o.kind = 'QUARANTINE' or not o.active), 0) - (
      select coalesce(sum(r.base_quantity - r.committed_quantity), 0) from inventory.reservations r
      where r.product_id = s.product_id and r.location_id = s.location_id and r.status = 'ACTIVE' and r.expires_at > now()), 0) as quantity
  from inventory.stock_levels s
  join inventory.locations o on o.id = s.location_id
  left join inventory.batch_stock b on b.product_id = s.product_id and b.location_id = s.location_id
  group by s.tenant_id, s.product_id, s.location_id, s.on_hand, o.kind, o.active
), enough as (
  select c.kit_id, o.id as location_id, min(case when p.status = 'ACTIVE' then floor(a.quantity / c.quantity) else 0 end) as kits
  from inventory.kit_components c
  join inventory.products p on p.id = c.component_id
  cross join inventory.locations o
  left join available a on a.product_id = c.component_id and a.location_id = o.id
  where c.removed_at is null and c.kit group by 1, 2 having count(*) = count(a.quantity)
)
select 'sold' as what, l.id, c.product_id, l.base_quantity * c.quantity as expected, t.quantity as found
from inventory.sale_lines l
join inventory.sales s on s.tenant_id = l.tenant_id and s.id = l.sale_id
left join inventory.sale_line_components c on c.tenant_id = l.tenant_id and c.sale_line_id = l.id
left join taken t on t.tenant_id = l.tenant_id and t.sale_line_id = l.id and t.product_id = c.product_id
where l.kit and coalesce(t.quantity, 0)
  is distinct from case when s.status = 'VOIDED' then 0 else (l.base_quantity - l.refunded_quantity) * c.quantity end
union all
select 'available', e.kit_id, e.location_id, e.kits, a.available
from enough e
full join (select a.* from inventory.stock_availability a join inventory.products p on p.id = a.product_id and p.kind = 'KIT') a
  on a.product_id = e.kit_id and a.location_id = e.location_id
where e.kits is distinct from a.available
