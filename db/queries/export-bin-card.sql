-- A bin card with its running balance, in the order of time. $1 product, $2 location, $3 business date from, $4 to.
select x.id, x.recorded_at, x.business_date, x.location, x.batch_number, x.kind, x.quantity, x.balance, x.actor, x.reason,
  x.document_type, x.document_id
from (
  select m.id, inventory.utc_text(m.recorded_at) as recorded_at, m.business_date, o.code as location, b.batch_number, m.kind,
    m.quantity, sum(m.quantity) over (order by m.id) as balance, m.actor, m.reason, m.document_type, m.document_id
  from inventory.movements m
  join inventory.batches b on b.tenant_id = m.tenant_id and b.id = m.batch_id
  join inventory.locations o on o.tenant_id = m.tenant_id and o.id = m.location_id
  where m.product_id = $1::uuid and ($2::uuid is null or m.location_id = $2::uuid)
) x
where ($3::date is null or x.business_date >= $3::date) and ($4::date is null or x.business_date <= $4::date)
order by x.id
