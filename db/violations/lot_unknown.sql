-- Batches, and sale lines that name a lot, whose lot is missing or is of another product.
select (select count(*) from inventory.batches b
    left join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id and l.product_id = b.product_id where l.id is null)
  + (select count(*) from inventory.sale_lines s
    left join inventory.lots l on l.tenant_id = s.tenant_id and l.id = s.lot_id and l.product_id = s.product_id
    where s.lot_id is not null and l.id is null) as violations
