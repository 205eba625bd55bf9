-- Sales from a batch after its expiry date, and transfers of an expired batch to a storefront. A hold that was set later
-- is not a violation.
select count(*) as violations from inventory.movements m
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
where m.kind in ('SALE', 'TRANSFER_OUT') and inventory.is_expired(b.expiry_date, m.business_date)
  and (m.kind = 'SALE' or exists (
    select from inventory.transfers t
    join inventory.locations o on o.tenant_id = t.tenant_id and o.id = t.to_location_id
    where t.tenant_id = m.tenant_id and t.id = m.document_id and o.kind = 'STOREFRONT'))
