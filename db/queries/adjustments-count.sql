-- How many adjustments the same filter finds. Parameters as in adjustments-page.sql.
select count(*) as count from inventory.api_adjustments a
where coalesce($1::text, $2::text) is null and ($3::text is null or a.status = $3)
  and ($4::uuid is null or a."locationId" = $4) and ($5::uuid is null or a."batchId" = $5)
