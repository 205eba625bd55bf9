-- A page of batches in the order they came in. $1 product, $2 after id, $3 limit, $4 location, $5 status,
-- $6 expiring before, $7 batch number.
select b.* from inventory.api_batches b
where ($1::uuid is null or b."productId" = $1) and ($2::uuid is null or b.id > $2)
  and ($4::uuid is null or b."locationId" = $4) and ($5::text is null or b.status = $5)
  and ($6::date is null or b."expiryDate" < $6) and ($7::text is null or b."batchNumber" = $7)
order by b.id limit $3
