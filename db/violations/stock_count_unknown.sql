-- Count lines whose stock count is missing.
select count(*) as violations from inventory.stock_count_lines l
left join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id where c.id is null
