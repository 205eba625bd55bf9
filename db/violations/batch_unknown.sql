-- Documents that name a batch which is missing or is of another product.
select (select count(*) from inventory.adjustments d
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = d.product_id where b.id is null)
  + (select count(*) from inventory.transfer_lines d
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = d.product_id
    where d.batch_id is not null and b.id is null)
  + (select count(*) from inventory.transfer_arrivals d
    join inventory.transfer_lines l on l.tenant_id = d.tenant_id and l.id = d.transfer_line_id
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = l.product_id
    where d.batch_id is not null and b.id is null)
  + (select count(*) from inventory.stock_count_lines d
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = d.product_id where b.id is null)
  + (select count(*) from inventory.sale_lines d
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = d.product_id
    where d.batch_id is not null and b.id is null)
  + (select count(*) from inventory.product_mappings d
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = d.product_id where b.id is null)
  + (select count(*) from inventory.assemblies d
    left join inventory.batches b on b.tenant_id = d.tenant_id and b.id = d.batch_id and b.product_id = d.product_id where b.id is null)
  as violations
