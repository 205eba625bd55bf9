-- Movements whose batch is missing, and voided batches with stock.
select (select count(*) from inventory.movements m left join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
    where b.id is null)
  + (select count(*) from inventory.batch_stock s join inventory.batches b on b.tenant_id = s.tenant_id and b.id = s.batch_id
    where b.voided_at is not null and s.quantity <> 0) as violations
