-- How many there are. Parameters as in daily-stock-page.sql.
select count(*) as count from inventory.daily_stock d
where coalesce($1::text, $2::text) is null and d.business_date between $3::date and $4::date
  and ($5::uuid is null or d.product_id = $5) and ($6::uuid is null or d.location_id = $6)
