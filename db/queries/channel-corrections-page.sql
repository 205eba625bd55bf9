-- A page of what channels have still to be told, in the order of time. $1 after id, $2 limit, $3 channel.
select c.* from inventory.api_channel_corrections c
where ($1::uuid is null or c.id > $1) and c."sentAt" is null and ($3::text is null or c.channel = $3)
order by c.id limit $2
