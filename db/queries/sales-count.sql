-- How many sales the same filter finds. Parameters as in sales-page.sql; $1 and $2 are not used.
select count(*) as count from inventory.api_sales s
where coalesce($1::text, $2::text) is null and ($3::uuid is null or s."locationId" = $3) and ($4::text is null or s.status = $4)
