-- A page of the sales that took from a batch, in the order of time. $1 after sale, $2 limit, $3 batch.
select m.document_id as "saleId", m.location_id as "locationId", -sum(m.quantity)::bigint as quantity, coalesce(sum(r.returned), 0)::bigint as "returnedQuantity"
from inventory.movements m
cross join lateral (
  select sum(v.quantity) as returned from inventory.movements v where v.tenant_id = m.tenant_id and v.reverses_id = m.id
) r
where m.batch_id = $3::uuid and m.kind = 'SALE' and ($1::uuid is null or m.document_id > $1)
group by m.document_id, m.location_id
order by m.document_id
limit $2
