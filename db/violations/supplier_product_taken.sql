-- Products that one supplier sells twice.
select count(*) as violations from (
  select from inventory.supplier_products p group by p.tenant_id, p.supplier_id, p.product_id having count(*) > 1) d
