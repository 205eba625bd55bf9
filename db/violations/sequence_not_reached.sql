-- Entries counted at a position before the batch's first movement there, or after its last one.
select count(*) as violations from inventory.stock_count_entries e
join inventory.stock_counts c on c.tenant_id = e.tenant_id and c.id = e.stock_count_id
where e.sequence < 0 or e.sequence > coalesce(greatest((
  select max(m.sequence) from inventory.movements m
  where m.tenant_id = e.tenant_id and m.batch_id = e.batch_id and m.location_id = c.location_id), (
  select max(a.sequence) from inventory.chain_anchors a
  where a.tenant_id = e.tenant_id and a.batch_id = e.batch_id and a.location_id = c.location_id
    and a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id))), 0)
