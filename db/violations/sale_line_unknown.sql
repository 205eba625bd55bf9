-- Refund lines that name a line of another sale.
select count(*) as violations from inventory.refund_lines l
join inventory.refunds r on r.tenant_id = l.tenant_id and r.id = l.refund_id
left join inventory.sale_lines s on s.tenant_id = l.tenant_id and s.id = l.sale_line_id and s.sale_id = r.sale_id
where s.id is null
