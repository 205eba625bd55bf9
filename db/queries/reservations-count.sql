-- How many reservations the same filter finds. Parameters as in reservations-page.sql.
select count(*) as count from inventory.api_reservations r
where coalesce($1::text, $2::text) is null and ($3::text is null or r.status = $3)
  and ($4::uuid is null or r."locationId" = $4) and ($5::uuid is null or r."productId" = $5)
