-- Lines and batches of a product that is not there.
select (select count(*) from inventory.sale_lines l left join inventory.products p on p.tenant_id = l.tenant_id and p.id = l.product_id where p.id is null)
  + (select count(*) from inventory.batches b left join inventory.products p on p.tenant_id = b.tenant_id and p.id = b.product_id where p.id is null)
  as violations
