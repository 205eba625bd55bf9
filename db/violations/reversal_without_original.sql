-- Voids and refunds whose original movement is missing, and not in an archive.
select count(*) as violations from inventory.movements m
left join inventory.movements o on o.tenant_id = m.tenant_id and o.id = m.reverses_id
where m.kind in ('RECEIPT_VOID', 'SALE_VOID', 'REFUND', 'ASSEMBLY_VOID') and o.id is null and not exists (
  select from inventory.chain_anchors a
  where a.tenant_id = m.tenant_id and a.batch_id = m.batch_id and a.business_date <= (select max(x.business_date) from inventory.archives x where x.tenant_id = a.tenant_id))
