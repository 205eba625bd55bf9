-- Receipts and parts of no assembly, assemblies whose sets did not come in as they say, once, in one batch; and those that are voided without it, or the other way round.
select (select count(*) from inventory.receipts r
    where r.assembly_id is not null and not exists (
      select from inventory.assemblies a where a.tenant_id = r.tenant_id and a.id = r.assembly_id))
  + (select count(*) from inventory.assembly_parts p
    where not exists (select from inventory.assemblies a where a.tenant_id = p.tenant_id and a.id = p.assembly_id))
  + (select count(*) from inventory.assemblies a
    where 1 <> (select count(*) from inventory.receipts r where r.tenant_id = a.tenant_id and r.assembly_id = a.id)
      or 1 <> (
        select count(*) from inventory.receipts r
        join inventory.batches b on b.tenant_id = r.tenant_id and b.receipt_id = r.id
        where r.tenant_id = a.tenant_id and r.assembly_id = a.id)
      or not exists (
        select from inventory.receipts r
        join inventory.batches b on b.tenant_id = r.tenant_id and b.receipt_id = r.id
        where r.tenant_id = a.tenant_id and r.assembly_id = a.id and b.id = a.batch_id and b.product_id = a.product_id
          and b.location_id = a.location_id and b.intake_quantity = a.base_quantity and (r.voided_at is not null) = (a.status = 'VOIDED'))) as violations
