-- Figures recorded after their stock count was closed, and posted figures that differ from what was posted.
select (select count(*) from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id
    where greatest(l.counted_at, l.rebased_at) > coalesce(c.posted_at, c.cancelled_at))
  + (select count(*) from inventory.stock_count_entries e
    join inventory.stock_counts c on c.tenant_id = e.tenant_id and c.id = e.stock_count_id
    where e.recorded_at > coalesce(c.posted_at, c.cancelled_at))
  + (select count(*) from inventory.stock_count_tallies t
    join inventory.stock_counts c on c.tenant_id = t.tenant_id and c.id = t.stock_count_id
    where t.recorded_at > coalesce(c.posted_at, c.cancelled_at))
  + (select count(*) from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id
    left join (select m.tenant_id, m.document_line_id, sum(m.quantity) as moved from inventory.movements m
      where m.kind = 'COUNT' group by m.tenant_id, m.document_line_id) v
      on v.tenant_id = l.tenant_id and v.document_line_id = l.id
    where c.status = 'POSTED' and c.posted_at > coalesce((select max(x.recorded_until) from inventory.archives x where x.tenant_id = c.tenant_id), '-infinity')
      and coalesce(v.moved, 0) <> coalesce(l.counted_quantity - l.expected_quantity, 0)) as violations
