-- Movements that were reversed by more than they moved, in another batch, or at another location
-- than their own or their refund line's.
select count(*) as violations from (
  select o.id from inventory.movements r
  join inventory.movements o on o.tenant_id = r.tenant_id and o.id = r.reverses_id
  join inventory.batches b on b.tenant_id = o.tenant_id and b.id = o.batch_id
  group by o.tenant_id, o.id, o.kind, o.quantity, o.batch_id, o.location_id, b.intake_quantity
  having abs(sum(r.quantity)) > case o.kind when 'RECEIPT' then b.intake_quantity else abs(o.quantity) end
    or bool_or(r.batch_id <> o.batch_id or r.location_id <> o.location_id and not (r.kind = 'REFUND' and exists (
      select from inventory.refund_lines l
      where l.tenant_id = r.tenant_id and l.refund_id = r.document_id and l.sale_line_id = r.document_line_id
        and l.location_id = r.location_id)) or sign(r.quantity) = sign(o.quantity))) d
