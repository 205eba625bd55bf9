-- Figures below zero.
select count(*) as violations from inventory.stock_count_lines l where l.counted_quantity < 0
