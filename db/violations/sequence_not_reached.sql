-- Entries counted at a position before the batch's first movement there, or after its last one.
select count(*) as violations from inventory.stock_count_entries e
join inventory.stock_counts c on c.tenant_id = e.tenant_id and c.id = e.stock_count_id
where e.sequence < 0 or e.sequence > coalesce((
  select max(m.sequence) from inventory.movements m
  where m.tenant_id = e.tenant_id and m.batch_id = e.batch_id and m.location_id = c.location_id), 0)
