-- Batches whose intake is not the sum of its intake movements; not those that have some in an archive.
select count(*) as violations from inventory.batches b
left join (select m.tenant_id, m.batch_id, sum(m.quantity) as moved from inventory.movements m
  where m.kind in ('RECEIPT', 'INTAKE_CORRECTION') group by m.tenant_id, m.batch_id) i
  on i.tenant_id = b.tenant_id and i.batch_id = b.id
where b.intake_quantity is distinct from i.moved and not exists (
  select from inventory.chain_anchors a
  where a.tenant_id = b.tenant_id and a.batch_id = b.id and a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id))
