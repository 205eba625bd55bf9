-- Counted figures below zero.
select (select count(*) from inventory.stock_count_lines l where l.counted_quantity < 0)
  + (select count(*) from inventory.stock_count_entries e where e.quantity < 0)
  + (select count(*) from inventory.sync_run_ends e
    where least(e.seen, e.created, e.updated, e.exported, e.skipped, e.conflicts, e.errors) < 0)
  + (select count(*) from inventory.import_run_ends e
    where least(e.rows, e.created, e.updated, e.unchanged, e.refused) < 0)
  + (select count(*) from inventory.webhooks w where w.failures < 0) as violations
