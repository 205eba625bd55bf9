-- Negative costs of batches and of lines of purchase orders, and prices of suppliers.
select (select count(*) from inventory.batches b where b.unit_cost < 0)
  + (select count(*) from inventory.batch_stock s where s.unit_value < 0)
  + (select count(*) from inventory.purchase_order_lines l where l.unit_cost < 0)
  + (select count(*) from inventory.supplier_products s where s.price < 0) as violations
