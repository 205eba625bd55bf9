-- A page of batches for each of many products. $1 products, $2 after id, $3 limit, $4 location, $5 status,
-- $6 expiring before, $7 batch number.
select b.* from unnest($1::uuid[]) p (id)
cross join lateral (
  select b.* from inventory.api_batches b
  where b."productId" = p.id and ($2::uuid is null or b.id > $2)
    and ($4::uuid is null or b."locationId" = $4) and ($5::text is null or b.status = $5)
    and ($6::date is null or b."expiryDate" < $6) and ($7::text is null or b."batchNumber" = $7)
  order by b.id limit $3
) b
