-- Refund lines whose refund is missing.
select count(*) as violations from inventory.refund_lines l
left join inventory.refunds r on r.tenant_id = l.tenant_id and r.id = l.refund_id where r.id is null
