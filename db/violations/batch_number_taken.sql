-- Batch numbers that a product has more than once, voided batches aside.
select count(*) as violations from (
  select from inventory.batches b where b.voided_at is null group by b.tenant_id, b.product_id, lower(normalize(b.batch_number)) having count(*) > 1) d
