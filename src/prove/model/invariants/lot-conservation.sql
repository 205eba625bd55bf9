-- Lots whose stock is not what their movements leave, or of which something is available that is held or has expired. What was
-- received of a lot = what is left of it at all places + in transit + what left for good.
with moved as (
  select b.lot_id, sum(m.quantity) as left_over,
    sum(m.quantity) filter (where m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')) as intake,
    sum(m.quantity) filter (where m.kind in ('TRANSFER_OUT', 'TRANSFER_IN')) as on_the_way,
    sum(m.quantity) filter (where m.kind not in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID', 'TRANSFER_OUT', 'TRANSFER_IN')) as gone
  from inventory.movements m
  join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
  group by b.lot_id
), received as (
  select b.lot_id, sum(b.intake_quantity) filter (where b.voided_at is null) as quantity from inventory.batches b group by b.lot_id
)
select l.id, to_jsonb(a) as lot, to_jsonb(m) as moved, r.quantity as received
from inventory.lots l
join inventory.api_lots a on a.id = l.id
left join moved m on m.lot_id = l.id
left join received r on r.lot_id = l.id
where a."onHand" <> coalesce(m.left_over, 0)
  or coalesce(r.quantity, 0) <> a."onHand" - coalesce(m.on_the_way, 0) - coalesce(m.gone, 0)
  or a.available > a."onHand" or a.available < 0
  or a.available > 0 and (l.hold is not null or l.expiry_date < inventory.tenant_today(l.tenant_id))
