-- Blank names, codes and numbers.
select (select count(*) from inventory.products p where btrim(p.sku) = '' or btrim(p.name) = '')
  + (select count(*) from inventory.sales s where btrim(s.receipt_number) = '')
  + (select count(*) from inventory.sync_sources s where btrim(s.name) = '' or btrim(s.table_name) = '' or btrim(s.key_column) = '')
  + (select count(*) from inventory.product_mappings m where btrim(m.external_key) = '') as violations
