-- Every document with its status. A reservation expires without a request, so an expired one counts as ACTIVE; of a purchase order
-- only what persons decided, not what has come in.
select s.id as key, s.status from inventory.sales s
union all
select r.id, 'RECORDED' from inventory.refunds r
union all
select r.id, case when r.voided_at is null then 'RECORDED' else 'VOIDED' end from inventory.receipts r
union all
select a.id, a.status from inventory.adjustments a
union all
select t.id, t.status from inventory.transfers t
union all
select a.id, a.status from inventory.assemblies a
union all
select c.id, c.status from inventory.stock_counts c
union all
select r.id, case r.status when 'EXPIRED' then 'ACTIVE' else r.status end from inventory.reservations r
union all
select o.id, case when o.status in ('PARTIALLY_RECEIVED', 'RECEIVED') then 'ORDERED' else o.status end from inventory.purchase_orders o
