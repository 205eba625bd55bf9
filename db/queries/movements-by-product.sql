-- A page of movements for each of many products. $1 products, $2 after id, $3 limit, $4 batch, $5 location, $6 kinds,
-- $7 business date from, $8 to, $9 document, $10 actor.
select m.* from unnest($1::uuid[]) p (id)
cross join lateral (
  select m.* from inventory.api_movements m
  where m."productId" = p.id and ($2::uuid is null or m.id > $2)
    and ($4::uuid is null or m."batchId" = $4) and ($5::uuid is null or m."locationId" = $5)
    and ($6::text[] is null or m.kind = any ($6))
    and ($7::date is null or m."businessDate" >= $7) and ($8::date is null or m."businessDate" <= $8)
    and ($9::uuid is null or m."documentId" = $9) and ($10::text is null or m.actor = $10)
  order by m.id limit $3
) m
