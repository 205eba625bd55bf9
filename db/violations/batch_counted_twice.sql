-- Batches with more than one line in a stock count.
select count(*) as violations from (
  select from inventory.stock_count_lines l group by l.tenant_id, l.stock_count_id, l.batch_id having count(*) > 1) d
