-- Quantities over the limit.
select (select count(*) from inventory.sale_lines l where l.base_quantity > inventory.largest_quantity())
  + (select count(*) from inventory.stock_levels s where s.on_hand > inventory.largest_quantity())
  + (select count(*) from inventory.kit_components c where c.quantity > inventory.largest_quantity())
  + (select count(*) from inventory.batch_stock b where b.quantity > inventory.largest_quantity())
  + (select count(*) from inventory.batches b where b.intake_quantity > inventory.largest_quantity())
  + (select count(*) from inventory.adjustments a where abs(a.base_quantity) > inventory.largest_quantity())
  + (select count(*) from inventory.transfer_lines l where l.base_quantity > inventory.largest_quantity())
  + (select count(*) from inventory.transfer_arrivals a where a.quantity > inventory.largest_quantity())
  + (select count(*) from inventory.stock_count_lines l where l.counted_quantity > inventory.largest_quantity())
  + (select count(*) from inventory.stock_count_entries e where e.base_quantity > inventory.largest_quantity())
  + (select count(*) from inventory.reservations r where r.base_quantity > inventory.largest_quantity())
  + (select count(*) from inventory.product_mappings m where m.external_quantity > inventory.largest_quantity()) as violations
