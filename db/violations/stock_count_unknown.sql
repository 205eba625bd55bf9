-- Count lines whose stock count is missing, and entries whose line is.
select (select count(*) from inventory.stock_count_lines l
    left join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id where c.id is null)
  + (select count(*) from inventory.stock_count_entries e
    left join inventory.stock_count_lines l
      on l.tenant_id = e.tenant_id and l.stock_count_id = e.stock_count_id and l.batch_id = e.batch_id
    where l.id is null)
  + (select count(*) from inventory.stock_count_tallies t
    left join inventory.stock_count_lines l
      on l.tenant_id = t.tenant_id and l.stock_count_id = t.stock_count_id and l.batch_id = t.batch_id
    left join inventory.stock_counts c on c.tenant_id = t.tenant_id and c.id = t.stock_count_id and c.blind
    where l.id is null or c.id is null)
  + (select count(*) from inventory.stock_count_reasons r
    left join inventory.stock_count_lines l
      on l.tenant_id = r.tenant_id and l.stock_count_id = r.stock_count_id and l.batch_id = r.batch_id
    where l.id is null) as violations
