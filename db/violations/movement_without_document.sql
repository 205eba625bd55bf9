-- Movements whose document is not there.
select count(*) as violations from inventory.movements m
left join inventory.sales s on m.document_type = 'SALE' and s.tenant_id = m.tenant_id and s.id = m.document_id
left join inventory.receipts r on m.document_type = 'RECEIPT' and r.tenant_id = m.tenant_id and r.id = m.document_id
left join inventory.refunds f on m.document_type = 'REFUND' and f.tenant_id = m.tenant_id and f.id = m.document_id
where coalesce(s.id, r.id, f.id) is null
