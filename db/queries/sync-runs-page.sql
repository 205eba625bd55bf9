-- A page of sync runs, the newest first. $1 before id, $2 limit, $3 source.
select r.* from inventory.api_sync_runs r
where ($1::uuid is null or r.id < $1) and ($3::uuid is null or r."sourceId" = $3)
order by r.id desc limit $2
