-- A page of reservations in the order they were made. $1 after id, $2 limit, $3 status, $4 location, $5 product.
select r.* from inventory.api_reservations r
where ($1::uuid is null or r.id > $1) and ($3::text is null or r.status = $3)
  and ($4::uuid is null or r."locationId" = $4) and ($5::uuid is null or r."productId" = $5)
order by r.id limit $2
