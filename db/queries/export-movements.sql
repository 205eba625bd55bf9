-- Movements for reporting tools, in the order of time. $1 product, $2 batch, $3 location, $4 kind, $5 business date from,
-- $6 to, $7 document.
select m.id, m.kind, p.sku, b.batch_number, o.code as location, m.quantity, m.sequence, m.balance_before, m.balance_after,
  m.business_date, inventory.utc_text(m.recorded_at) as recorded_at, m.actor, m.reason, m.reverses_id, m.document_type, m.document_id
from inventory.movements m
join inventory.products p on p.tenant_id = m.tenant_id and p.id = m.product_id
join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
join inventory.locations o on o.tenant_id = m.tenant_id and o.id = m.location_id
where ($1::uuid is null or m.product_id = $1::uuid) and ($2::uuid is null or m.batch_id = $2::uuid)
  and ($3::uuid is null or m.location_id = $3::uuid) and ($4::text is null or m.kind = $4::text)
  and ($5::date is null or m.business_date >= $5::date) and ($6::date is null or m.business_date <= $6::date)
  and ($7::uuid is null or m.document_id = $7::uuid)
order by m.id
