-- Batches that came in with another expiry date than their lot has or had: corrections of it are in the audit log.
select count(*) as violations from inventory.batches b
join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
where b.expiry_at_receipt is distinct from l.expiry_date and not exists (
  select from inventory.audit_log a
  where a.tenant_id = l.tenant_id and a.entity = 'lot' and a.entity_id = l.id::text
    and (a.before ->> 'expiry_date')::date is not distinct from b.expiry_at_receipt)
