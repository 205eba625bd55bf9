-- A closed day, so many days before the last one that was closed, and the movements up to its end that are in the ledger.
select c.business_date::text as "businessDate", encode(c.hash, 'hex') as "checkpointHash", array(
  select to_jsonb(m)::text from inventory.movements m where m.tenant_id = $1 and m.business_date <= c.business_date) as movements
from inventory.closed_days c
where c.tenant_id = $1
order by c.business_date desc offset $2 limit 1
