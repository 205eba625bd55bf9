-- How many movements the same filter finds. Parameters as in movements-page.sql; $1 and $2 are not used.
select count(*) as count from inventory.api_movements m
where coalesce($1::text, $2::text) is null
  and ($3::uuid is null or m."productId" = $3) and ($4::uuid is null or m."batchId" = $4)
  and ($5::uuid is null or m."locationId" = $5) and ($6::text[] is null or m.kind = any ($6))
  and ($7::date is null or m."businessDate" >= $7) and ($8::date is null or m."businessDate" <= $8)
  and ($9::uuid is null or m."documentId" = $9) and ($10::text is null or m.actor = $10)
