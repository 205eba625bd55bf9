-- Quantities and factors of zero or less.
select (select count(*) from inventory.sale_lines l where l.quantity <= 0) + (select count(*) from inventory.refund_lines l where l.quantity <= 0)
  + (select count(*) from inventory.batches b where b.quantity <= 0 or b.intake_quantity <= 0)
  + (select count(*) from inventory.product_units u where u.factor <= 0)
  + (select count(*) from inventory.kit_components c where c.quantity <= 0)
  + (select count(*) from inventory.sale_line_components c where c.quantity <= 0)
  + (select count(*) from inventory.transfer_lines l where l.quantity <= 0)
  + (select count(*) from inventory.transfer_arrivals a where a.quantity <= 0)
  + (select count(*) from inventory.reservations r where r.quantity <= 0)
  + (select count(*) from inventory.purchase_order_lines l where l.quantity <= 0)
  + (select count(*) from inventory.stock_policies s where s.minimum < 0)
  + (select count(*) from inventory.supplier_products s where s.minimum_quantity <= 0)
  + (select count(*) from inventory.reservation_uses u where u.quantity <= 0) as violations
