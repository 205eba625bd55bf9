-- Batches whose intake is not the sum of its intake movements.
select count(*) as violations from inventory.batches b
left join (select m.tenant_id, m.batch_id, sum(m.quantity) as moved from inventory.movements m
  where m.kind in ('RECEIPT', 'INTAKE_CORRECTION') group by m.tenant_id, m.batch_id) i
  on i.tenant_id = b.tenant_id and i.batch_id = b.id
where b.intake_quantity is distinct from i.moved
