-- Movements whose document or line is missing, or names another batch, location or quantity than was moved.
select (select count(*) from inventory.movements m
    left join inventory.sale_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
    where m.kind in ('SALE', 'SALE_VOID', 'REFUND') and l.id is null)
  + (select count(*) from inventory.movements m
    left join inventory.adjustments a on a.tenant_id = m.tenant_id and a.id = m.document_id
    where m.kind = 'ADJUSTMENT' and row(a.batch_id, a.location_id, a.base_quantity) is distinct from row(m.batch_id, m.location_id, m.quantity))
  + (select count(*) from inventory.movements m
    left join inventory.transfer_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id and l.transfer_id = m.document_id
      and l.product_id = m.product_id and coalesce(l.batch_id, m.batch_id) = m.batch_id
    where m.kind in ('TRANSFER_OUT', 'TRANSFER_IN') and l.id is null)
  + (select count(*) from inventory.movements m
    left join inventory.stock_count_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
      and l.stock_count_id = m.document_id and l.batch_id = m.batch_id and l.location_id = m.location_id
    where m.kind = 'COUNT' and l.id is null) as violations
