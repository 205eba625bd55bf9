-- Sales and assemblies from a batch after its expiry date, and transfers of an expired batch to a storefront. The date that counts is the one
-- that the lot had at that time: the audit log has it where it was corrected later. A hold that was set later is not a violation.
select count(*) as violations from inventory.movements m
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
cross join lateral (
  select case when l.version = 1 then l.expiry_date else coalesce(
    (select coalesce((a.before ->> 'expiry_date')::date, 'infinity') from inventory.audit_log a
      where a.tenant_id = l.tenant_id and a.entity = 'lot' and a.entity_id = l.id::text and a.at > m.recorded_at
        and a.before -> 'expiry_date' is distinct from a.after -> 'expiry_date'
      order by a.sequence limit 1),
    l.expiry_date) end as expiry_date offset 0) e
where m.kind in ('SALE', 'TRANSFER_OUT', 'ASSEMBLY_OUT') and inventory.is_expired(e.expiry_date, m.business_date)
  and (m.kind in ('SALE', 'ASSEMBLY_OUT') or exists (
    select from inventory.transfers t
    join inventory.locations o on o.tenant_id = t.tenant_id and o.id = t.to_location_id
    where t.tenant_id = m.tenant_id and t.id = m.document_id and o.kind = 'STOREFRONT'))
