-- A page of transfers in the order they were requested. $1 after id, $2 limit, $3 status, $4 location (from or to).
select t.* from inventory.api_transfers t
where ($1::uuid is null or t.id > $1) and ($3::text is null or t.status = $3)
  and ($4::uuid is null or t."fromLocationId" = $4 or t."toLocationId" = $4)
order by t.id limit $2
