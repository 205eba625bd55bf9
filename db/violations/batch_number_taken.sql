-- Batch numbers that stand more than once among the batches in use of a product.
select count(*) as violations from (
  select from inventory.batches b where b.voided_at is null group by b.tenant_id, b.product_id, b.batch_number having count(*) > 1) d
