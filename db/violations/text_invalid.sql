-- Blank names, codes and numbers; codes that are not as clean_code leaves them, by Unicode's normal form and the usual suspects.
select (select count(*) from inventory.products p where btrim(p.name) = '')
  + (select count(*) from inventory.suppliers s where btrim(s.name) = '')
  + (select count(*) from inventory.sync_sources s where btrim(s.table_name) = '' or btrim(s.key_column) = '')
  + (select count(*) from inventory.import_runs r where btrim(r.file_name) = '')
  + (select count(*) from inventory.product_mappings m where btrim(m.external_key) = '')
  + (select count(*) from (
    select t.code from inventory.tenants t
    union all select o.code from inventory.locations o
    union all select s.code from inventory.suppliers s
    union all select s.code from inventory.supplier_products s
    union all select o.order_number from inventory.purchase_orders o
    union all select p.sku from inventory.products p
    union all select p.base_unit from inventory.products p
    union all select u.code from inventory.product_units u
    union all select c.code from inventory.product_codes c
    union all select b.batch_number from inventory.batches b
    union all select s.receipt_number from inventory.sales s
    union all select c.channel from inventory.channel_stock c
    union all select c.channel from inventory.channel_products c
    union all select s.name from inventory.sync_sources s
    union all select u.email from inventory.users u
    union all select t.name from inventory.api_tokens t
  ) c (code)
  where c.code is not nfc normalized or c.code = ''
    or c.code ~ '^ | $|  |[\u0001-\u001f\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\ufeff]') as violations
