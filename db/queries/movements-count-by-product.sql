-- How many movements the same filter finds for each of many products. Parameters as in movements-by-product.sql.
select m."productId", count(*) as count from inventory.api_movements m
where m."productId" = any ($1::uuid[]) and coalesce($2::text, $3::text) is null
  and ($4::uuid is null or m."batchId" = $4) and ($5::uuid is null or m."locationId" = $5)
  and ($6::text[] is null or m.kind = any ($6))
  and ($7::date is null or m."businessDate" >= $7) and ($8::date is null or m."businessDate" <= $8)
  and ($9::uuid is null or m."documentId" = $9) and ($10::text is null or m.actor = $10)
group by m."productId"
