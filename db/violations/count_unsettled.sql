-- Blind counts that were posted with a batch that nobody agreed on, and those posted by themselves with a batch that was not counted
-- or is beyond its tolerance.
select (select count(*) from inventory.stock_count_lines l
    join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id
    where c.blind and c.status = 'POSTED' and l.settled_tally is null and (l.counted_quantity is not null or exists (
      select from inventory.stock_count_entries e
      where e.tenant_id = l.tenant_id and e.stock_count_id = l.stock_count_id and e.batch_id = l.batch_id)))
  + (select count(*) from inventory.stock_counts c
    where c.automatic and (not c.blind or c.status <> 'POSTED' or exists (
      select from inventory.stock_count_lines l
      where l.tenant_id = c.tenant_id and l.stock_count_id = c.id and not coalesce(
        100 * abs(l.counted_quantity - l.expected_quantity) <= l.tolerance_percent * greatest(l.counted_quantity, l.expected_quantity), false))))
  as violations
