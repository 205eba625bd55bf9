-- Movements of sales whose document or line is gone.
select count(*) as violations from inventory.movements m
left join inventory.sale_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
where m.kind in ('SALE', 'SALE_VOID', 'REFUND') and l.id is null
