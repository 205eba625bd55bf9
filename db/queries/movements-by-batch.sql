-- A page of movements for each of many batches. $1 batches, $2 after id, $3 limit.
select m.* from unnest($1::uuid[]) b (id)
cross join lateral (
  select m.* from inventory.api_movements m
  where m."batchId" = b.id and ($2::uuid is null or m.id > $2)
  order by m.id limit $3
) m
