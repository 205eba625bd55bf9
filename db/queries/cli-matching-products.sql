-- The products that a comparison found nothing of. $1 product, $2 products that differ.
select p.sku from inventory.products p
where ($1::uuid is null or p.id = $1) and p.id <> all ($2::uuid[])
order by p.sku
