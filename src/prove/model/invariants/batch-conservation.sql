-- Batches whose movements do not satisfy: intake (with corrections) = remaining + in transit + sold - refunded - adjusted
-- + expired. And batches whose batch_stock rows differ from their movements. In transit: taken by
-- transfers that are under way, and not arrived.
with moved as (
  select m.batch_id,
    coalesce(sum(m.quantity) filter (where m.kind in ('RECEIPT', 'INTAKE_CORRECTION', 'RECEIPT_VOID')), 0) as intake,
    coalesce(-sum(m.quantity) filter (where m.kind in ('SALE', 'SALE_VOID')), 0) as sold,
    coalesce(sum(m.quantity) filter (where m.kind = 'REFUND'), 0) as refunded,
    coalesce(sum(m.quantity) filter (where m.kind in ('ADJUSTMENT', 'COUNT', 'ASSEMBLY_OUT', 'ASSEMBLY_VOID')), 0) as adjusted,
    coalesce(-sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0) as transferred_out,
    coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN'), 0) as transferred_in,
    coalesce(-sum(m.quantity) filter (where m.kind = 'EXPIRY'), 0) as expired
  from inventory.movements m group by m.batch_id
), remaining as (
  -- The balance at a location is the one after its last movement.
  select l.batch_id, sum(l.balance_after) as quantity from (
    select distinct on (m.batch_id, m.location_id) m.batch_id, m.balance_after
    from inventory.movements m order by m.batch_id, m.location_id, m.sequence desc) l
  group by l.batch_id
), in_transit as (
  select m.batch_id, -sum(m.quantity) as quantity
  from inventory.movements m
  join inventory.transfers t on t.tenant_id = m.tenant_id and t.id = m.document_id and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
  where m.kind in ('TRANSFER_OUT', 'TRANSFER_IN') group by m.batch_id
), stock as (
  select s.batch_id, sum(s.quantity) as quantity, sum(s.intake_quantity) as intake, sum(s.sold_quantity) as sold,
    sum(s.refunded_quantity) as refunded, sum(s.adjusted_quantity) as adjusted, sum(s.expired_quantity) as expired,
    sum(s.transferred_out_quantity) as transferred_out, sum(s.transferred_in_quantity) as transferred_in
  from inventory.batch_stock s group by s.batch_id
)
select b.id, b.batch_number, to_jsonb(m) as moved, to_jsonb(s) as stock, r.quantity as remaining, t.quantity as in_transit
from inventory.batches b
left join moved m on m.batch_id = b.id
left join remaining r on r.batch_id = b.id
left join in_transit t on t.batch_id = b.id
left join stock s on s.batch_id = b.id
where m.intake is distinct from r.quantity + coalesce(t.quantity, 0) + m.sold - m.refunded - m.adjusted + m.expired
  or m.transferred_out - m.transferred_in is distinct from coalesce(t.quantity, 0)
  or m.intake is distinct from case when b.voided_at is null then b.intake_quantity else 0 end
  or row(r.quantity, m.intake, m.sold, m.refunded, m.adjusted, m.expired, m.transferred_out, m.transferred_in)
    is distinct from row(s.quantity, s.intake, s.sold, s.refunded, s.adjusted, s.expired, s.transferred_out, s.transferred_in)
