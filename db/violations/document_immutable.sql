-- Movements whose document or line is missing, or names another batch, location or quantity than was moved; movements of sales,
-- receipts and refunds from another transaction than their document's; batches that are voided without their receipt or the other
-- way round; and refunds that returned another quantity than they say.
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
    where m.kind = 'COUNT' and l.id is null)
  + (select count(*) from inventory.movements m
    join inventory.sales d on d.tenant_id = m.tenant_id and d.id = m.document_id
    where m.kind = 'SALE' and m.transaction_id <> d.opened_by_transaction)
  + (select count(*) from inventory.movements m
    join inventory.receipts d on d.tenant_id = m.tenant_id and d.id = m.document_id
    where m.kind = 'RECEIPT' and m.transaction_id <> d.opened_by_transaction)
  + (select count(*) from inventory.movements m
    join inventory.refunds d on d.tenant_id = m.tenant_id and d.id = m.document_id
    where m.kind = 'REFUND' and m.transaction_id <> d.opened_by_transaction)
  + (select count(*) from inventory.batches b
    join inventory.receipts r on r.tenant_id = b.tenant_id and r.id = b.receipt_id
    where b.voided_at is distinct from r.voided_at)
  + (select count(*) from (
    select r.tenant_id, r.refund_id, r.sale_line_id, sum(r.quantity) as refunded
    from inventory.refund_lines r group by r.tenant_id, r.refund_id, r.sale_line_id) r
    join inventory.sale_lines l on l.tenant_id = r.tenant_id and l.id = r.sale_line_id
    left join (select m.tenant_id, m.document_id, m.document_line_id, sum(m.quantity) as returned from inventory.movements m
      where m.kind = 'REFUND' group by m.tenant_id, m.document_id, m.document_line_id) m
      on m.tenant_id = r.tenant_id and m.document_id = r.refund_id and m.document_line_id = r.sale_line_id
    where coalesce(m.returned, 0) <> case when l.tracked then r.refunded else 0 end) as violations
