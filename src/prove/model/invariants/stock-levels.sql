-- Stock levels that differ from the sum of their batches or movements, and stock without a stock level.
select coalesce(s.product_id, b.product_id, m.product_id) as product_id, s.on_hand, b.quantity as of_batches,
  m.quantity as of_movements
from inventory.stock_levels s
full join (select b.product_id, b.location_id, sum(b.quantity) as quantity from inventory.batch_stock b group by 1, 2) b
  on b.product_id = s.product_id and b.location_id = s.location_id
full join (select m.product_id, m.location_id, sum(m.quantity) as quantity from inventory.movements m group by 1, 2) m
  on m.product_id = coalesce(s.product_id, b.product_id) and m.location_id = coalesce(s.location_id, b.location_id)
where s.on_hand is null or s.on_hand <> coalesce(b.quantity, 0) or s.on_hand <> coalesce(m.quantity, 0)
