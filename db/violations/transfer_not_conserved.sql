-- Transfers whose movements do not match their lines, arrivals, closings and status, in total or line by line; lines and batches
-- of which a transfer brought in more than it took out, or left some in transit when it was over (all of these: not where a
-- transfer was dispatched before an archive ends); and batches that do not add up: intake = remaining + in transit + sold
-- - refunded - adjusted + expired, where in transit is never negative.
select (select count(*) from inventory.transfers t
    where coalesce(t.dispatched_at, 'infinity') > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = t.tenant_id), '-infinity')
      and not inventory.transfer_is_conserved(t.tenant_id, t.id, t.status, t.from_location_id, t.to_location_id))
  + (select count(*) from (
    select from inventory.movements m
    left join inventory.transfers t on t.tenant_id = m.tenant_id and t.id = m.document_id
    where m.kind in ('TRANSFER_OUT', 'TRANSFER_IN')
      and coalesce(t.dispatched_at, 'infinity') > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = m.tenant_id), '-infinity')
    group by m.tenant_id, m.document_id, m.document_line_id, m.batch_id, t.status
    having sum(m.quantity) > 0 or (coalesce(t.status, '') not in ('DISPATCHED', 'PARTIALLY_RECEIVED') and sum(m.quantity) <> 0)) d)
  + (select count(*) from inventory.transfer_lines l
    join inventory.transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id
    cross join lateral (
      select coalesce(-sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0) as sent,
        coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN' and m.location_id = t.to_location_id), 0) as received,
        coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN' and m.location_id <> t.to_location_id), 0) as back,
        coalesce(-sum(m.quantity) filter (where m.kind = 'ADJUSTMENT'), 0) as lost
      from inventory.movements m
      where m.tenant_id = l.tenant_id and m.document_id = l.transfer_id and m.document_line_id = l.id) s
    where coalesce(t.dispatched_at, 'infinity') > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = t.tenant_id), '-infinity') and (
      t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED', 'FULFILLED') and s.sent <> l.base_quantity
      or s.received + s.back > s.sent or s.lost <> case t.status when 'FULFILLED' then s.back else 0 end
      or s.received <> (select coalesce(sum(a.quantity), 0) from inventory.transfer_arrivals a
        where a.tenant_id = l.tenant_id and a.transfer_id = l.transfer_id and a.transfer_line_id = l.id)))
  + (select count(*) from (
    select from inventory.batch_stock s group by s.tenant_id, s.batch_id
    having sum(s.transferred_out_quantity) < sum(s.transferred_in_quantity)
      or sum(s.intake_quantity) <> sum(s.quantity) + sum(s.transferred_out_quantity) - sum(s.transferred_in_quantity)
        + sum(s.sold_quantity) - sum(s.refunded_quantity) - sum(s.adjusted_quantity) + sum(s.expired_quantity)) d)
  as violations
