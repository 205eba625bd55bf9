-- Voids and refunds whose original movement is missing.
select count(*) as violations from inventory.movements m
left join inventory.movements o on o.tenant_id = m.tenant_id and o.id = m.reverses_id
where m.kind in ('RECEIPT_VOID', 'SALE_VOID', 'REFUND') and o.id is null
