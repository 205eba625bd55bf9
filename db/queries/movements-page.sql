-- A page of movements in the order of time. $1 after id, $2 limit, $3 product, $4 batch, $5 location, $6 kinds,
-- $7 business date from, $8 to, $9 document, $10 actor.
select m.* from inventory.api_movements m
where ($1::uuid is null or m.id > $1)
  and ($3::uuid is null or m."productId" = $3) and ($4::uuid is null or m."batchId" = $4)
  and ($5::uuid is null or m."locationId" = $5) and ($6::text[] is null or m.kind = any ($6))
  and ($7::date is null or m."businessDate" >= $7) and ($8::date is null or m."businessDate" <= $8)
  and ($9::uuid is null or m."documentId" = $9) and ($10::text is null or m.actor = $10)
order by m.id limit $2
