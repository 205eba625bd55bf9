-- Voided sales and assemblies with stock that was not returned; sales, adjustments, assemblies, transfers, purchase orders and stock counts whose status contradicts their lines,
-- movements or timestamps; and reservations whose status contradicts when they were closed.
select (select count(*) from (
    select m.tenant_id, s.id from inventory.sales s
    join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
    join inventory.movements m on m.tenant_id = l.tenant_id and m.document_line_id = l.id
      and m.kind in ('SALE', 'SALE_VOID', 'REFUND')
    where s.status = 'VOIDED' and s.created_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = s.tenant_id), '-infinity')
    group by m.tenant_id, s.id having sum(m.quantity) <> 0) v)
  + (select count(*) from (
    select s.status, sum(l.base_quantity) as sold, sum(l.refunded_quantity) as refunded from inventory.sales s
    join inventory.sale_lines l on l.tenant_id = s.tenant_id and l.sale_id = s.id
    where s.status <> 'VOIDED' group by s.tenant_id, s.id, s.status) t
    where t.status <> case when t.refunded = 0 then 'COMPLETED' when t.refunded < t.sold then 'PARTIALLY_REFUNDED' else 'REFUNDED' end)
  + (select count(*) from inventory.adjustments a
    left join (select m.tenant_id, m.document_id, count(*) as movements from inventory.movements m
      where m.kind = 'ADJUSTMENT' group by m.tenant_id, m.document_id) m
      on m.tenant_id = a.tenant_id and m.document_id = a.id
    where coalesce(m.movements, 0) <> case a.status when 'COMPLETED' then 1 else 0 end
        and coalesce(a.completed_at, 'infinity') > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = a.tenant_id), '-infinity')
      or (a.completed_at is not null) <> (a.status = 'COMPLETED')
      or (a.rejected_at is not null) <> (a.status = 'REJECTED')
      or a.status in ('APPROVED', 'COMPLETED') and a.approved_at is null or a.status = 'PENDING' and a.approved_at is not null)
  + (select count(*) from inventory.assemblies a
    left join (select m.tenant_id, m.document_id, sum(m.quantity) as away from inventory.movements m
      where m.kind in ('ASSEMBLY_OUT', 'ASSEMBLY_VOID') group by m.tenant_id, m.document_id) m
      on m.tenant_id = a.tenant_id and m.document_id = a.id
    where (a.voided_at is not null) <> (a.status = 'VOIDED')
      or (coalesce(m.away, 0) = 0) <> (a.status = 'VOIDED')
        and a.created_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = a.tenant_id), '-infinity'))
  + (select count(*) from inventory.transfers t
    where (t.fulfilled_at is not null) <> (t.status = 'FULFILLED')
      or (t.cancelled_at is not null) <> (t.status = 'CANCELLED')
      or t.status in ('APPROVED', 'DISPATCHED', 'PARTIALLY_RECEIVED', 'FULFILLED') and t.approved_at is null
      or t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED', 'FULFILLED') and t.dispatched_at is null)
  + (select count(*) from inventory.transfer_closings c
    where (c.approved_at is not null) <> (c.status = 'APPROVED') or (c.rejected_at is not null) <> (c.status = 'REJECTED'))
  + (select count(*) from (
    select from inventory.transfer_closings c where c.status <> 'REJECTED'
    group by c.tenant_id, c.transfer_id having count(*) > 1) d)
  + (select count(*) from inventory.stock_counts c
    where (c.posted_at is not null) <> (c.status = 'POSTED') or (c.cancelled_at is not null) <> (c.status = 'CANCELLED')
      or c.status <> 'POSTED' and exists (
        select from inventory.movements m where m.tenant_id = c.tenant_id and m.document_id = c.id))
  + (select count(*) from inventory.purchase_orders o
    left join (
      select l.tenant_id, l.purchase_order_id, sum(l.received_quantity) as came, min(l.received_quantity - l.base_quantity) as least
      from inventory.purchase_order_lines l group by l.tenant_id, l.purchase_order_id) l
      on l.tenant_id = o.tenant_id and l.purchase_order_id = o.id
    where o.status = 'ORDERED' and l.came > 0 or o.status = 'PARTIALLY_RECEIVED' and (l.came = 0 or l.least >= 0)
      or o.status = 'RECEIVED' and l.least < 0 or o.status in ('DRAFT', 'CANCELLED') and l.came > 0
      or (o.closed_at is not null) <> (o.status = 'CLOSED_SHORT') or (o.cancelled_at is not null) <> (o.status = 'CANCELLED')
      or o.status not in ('DRAFT', 'CANCELLED') and o.ordered_at is null)
  + (select count(*) from inventory.reservations r
    where (r.closed_at is null) <> (r.status = 'ACTIVE') or r.status = 'EXPIRED' and r.closed_at < r.expires_at)
  as violations
