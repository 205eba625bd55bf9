-- How many there are. Parameters as in channel-corrections-page.sql.
select count(*) as count from inventory.api_channel_corrections c
where coalesce($1::text, $2::text) is null and c."sentAt" is null and ($3::text is null or c.channel = $3)
