-- Rows of batch_stock whose copy of the batch's product, expiry or receipt time differs from the batch.
select count(*) as violations from inventory.batch_stock s
join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
where row(s.product_id, s.expiry_date, s.received_at) is distinct from row(b.product_id, b.expiry_date, b.received_at)
