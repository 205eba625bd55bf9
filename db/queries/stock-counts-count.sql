-- How many stock counts the same filter finds. Parameters as in stock-counts-page.sql.
select count(*) as count from inventory.api_stock_counts c
where coalesce($1::text, $2::text) is null and ($3::text is null or c.status = $3) and ($4::uuid is null or c."locationId" = $4)
