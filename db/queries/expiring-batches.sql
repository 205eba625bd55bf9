-- Batches with stock (at location $2, or anywhere) that can be sold for at most $1 more days, today being day 0; the
-- first to expire first. Expired ones are not among them.
select b.* from inventory.api_batches b
cross join lateral (select inventory.tenant_today(b.tenant_id) as today offset 0) t
where b."expiryDate" between t.today and t.today + $1::integer
  and exists (
    select from inventory.batch_stock bs
    where bs.tenant_id = b.tenant_id and bs.batch_id = b.id and bs.in_stock and ($2::uuid is null or bs.location_id = $2))
order by b."expiryDate", b.id
limit 10000
