-- Movements whose document is missing.
select count(*) as violations from inventory.movements m
left join inventory.sales s on m.document_type = 'SALE' and s.tenant_id = m.tenant_id and s.id = m.document_id
left join inventory.receipts r on m.document_type = 'RECEIPT' and r.tenant_id = m.tenant_id and r.id = m.document_id
left join inventory.refunds f on m.document_type = 'REFUND' and f.tenant_id = m.tenant_id and f.id = m.document_id
left join inventory.adjustments a on m.document_type = 'ADJUSTMENT' and a.tenant_id = m.tenant_id and a.id = m.document_id
left join inventory.transfers t on m.document_type = 'TRANSFER' and t.tenant_id = m.tenant_id and t.id = m.document_id
left join inventory.stock_counts c on m.document_type = 'STOCK_COUNT' and c.tenant_id = m.tenant_id and c.id = m.document_id
left join inventory.expiry_write_offs w on m.document_type = 'EXPIRY_WRITE_OFF' and w.tenant_id = m.tenant_id and w.id = m.document_id
left join inventory.assemblies y on m.document_type = 'ASSEMBLY' and y.tenant_id = m.tenant_id and y.id = m.document_id
where coalesce(s.id, r.id, f.id, a.id, t.id, c.id, w.id, y.id) is null
