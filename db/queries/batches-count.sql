-- How many batches the same filter finds, for each product of $1 or (null) over all. Parameters as in batches-page.sql.
select b."productId", count(*) as count from inventory.api_batches b
where ($1::uuid[] is null or b."productId" = any ($1)) and coalesce($2::text, $3::text) is null
  and ($4::uuid is null or b."locationId" = $4) and ($5::text is null or b.status = $5)
  and ($6::date is null or b."expiryDate" < $6) and ($7::text is null or b."batchNumber" = $7)
group by b."productId"
