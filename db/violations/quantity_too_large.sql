-- Quantities over 2^53 - 1.
select (select count(*) from inventory.sale_lines l where l.base_quantity > 9007199254740991)
  + (select count(*) from inventory.stock_levels s where s.on_hand > 9007199254740991)
  + (select count(*) from inventory.batches b where b.intake_quantity > 9007199254740991)
  + (select count(*) from inventory.adjustments a where abs(a.base_quantity) > 9007199254740991)
  + (select count(*) from inventory.transfer_lines l where l.base_quantity > 9007199254740991)
  + (select count(*) from inventory.stock_count_lines l where l.counted_quantity > 9007199254740991)
  + (select count(*) from inventory.stock_count_entries e where e.base_quantity > 9007199254740991)
  + (select count(*) from inventory.reservations r where r.base_quantity > 9007199254740991)
  + (select count(*) from inventory.product_mappings m where m.external_quantity > 9007199254740991) as violations
