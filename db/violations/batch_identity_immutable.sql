-- Rows of batch_stock whose copy of the batch's product or receipt time differs from the batch, and batches whose number or product
-- is not their lot's.
select (select count(*) from inventory.batch_stock s
    join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
    where row(s.product_id, s.received_at) is distinct from row(b.product_id, b.received_at))
  + (select count(*) from inventory.batches b
    join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
    where row(b.product_id, b.batch_number) is distinct from row(l.product_id, l.lot_number)) as violations
