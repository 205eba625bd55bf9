-- What people call products, locations and batches. $1 products, $2 locations, $3 batches.
select p.id, p.sku as name from inventory.products p where p.id = any ($1::uuid[])
union all
select o.id, o.code from inventory.locations o where o.id = any ($2::uuid[])
union all
select b.id, b.batch_number from inventory.batches b where b.id = any ($3::uuid[])
