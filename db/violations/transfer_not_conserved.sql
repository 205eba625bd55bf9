-- Transfers whose movements do not match their lines and status, in total or line by line; batches of which a transfer brought
-- in more than it took out, or left some in transit when it was over; and batches that do not add up:
-- intake = remaining + in transit + sold - refunded - adjusted + expired, where in transit is never negative.
select (select count(*) from inventory.transfers t where not inventory.transfer_is_conserved(t))
  + (select count(*) from (
    select from inventory.movements m
    left join inventory.transfers t on t.tenant_id = m.tenant_id and t.id = m.document_id
    where m.kind in ('TRANSFER_OUT', 'TRANSFER_IN')
    group by m.tenant_id, m.document_id, m.batch_id, t.status
    having sum(m.quantity) > 0 or (t.status is distinct from 'DISPATCHED' and sum(m.quantity) <> 0)) d)
  + (select count(*) from inventory.transfer_lines l
    join inventory.transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id
    where t.status in ('DISPATCHED', 'FULFILLED') and l.base_quantity <> (
      select coalesce(-sum(m.quantity), 0) from inventory.movements m
      where m.tenant_id = l.tenant_id and m.document_id = l.transfer_id and m.document_line_id = l.id and m.kind = 'TRANSFER_OUT'))
  + (select count(*) from (
    select from inventory.batch_stock s group by s.tenant_id, s.batch_id
    having sum(s.transferred_out_quantity) < sum(s.transferred_in_quantity)
      or sum(s.intake_quantity) <> sum(s.quantity) + sum(s.transferred_out_quantity) - sum(s.transferred_in_quantity)
        + sum(s.sold_quantity) - sum(s.refunded_quantity) - sum(s.adjusted_quantity) + sum(s.expired_quantity)) d)
  as violations
