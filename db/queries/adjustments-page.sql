-- A page of adjustments in the order they were requested. $1 after id, $2 limit, $3 status, $4 location, $5 batch.
select a.* from inventory.api_adjustments a
where ($1::uuid is null or a.id > $1) and ($3::text is null or a.status = $3)
  and ($4::uuid is null or a."locationId" = $4) and ($5::uuid is null or a."batchId" = $5)
order by a.id limit $2
