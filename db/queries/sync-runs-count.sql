-- How many sync runs there are. Parameters as in sync-runs-page.sql.
select count(*) as count from inventory.api_sync_runs r
where coalesce($1::text, $2::text) is null and ($3::uuid is null or r."sourceId" = $3)
