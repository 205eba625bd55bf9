-- How many transfers the same filter finds. Parameters as in transfers-page.sql.
select count(*) as count from inventory.api_transfers t
where coalesce($1::text, $2::text) is null and ($3::text is null or t.status = $3)
  and ($4::uuid is null or t."fromLocationId" = $4 or t."toLocationId" = $4)
