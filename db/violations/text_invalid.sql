-- Blank numbers and names.
select (select count(*) from inventory.products p where btrim(p.sku) = '' or btrim(p.name) = '')
  + (select count(*) from inventory.sales s where btrim(s.receipt_number) = '') as violations
