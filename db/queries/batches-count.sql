-- How many batches the same filter finds, for each product of $1 or (null) over all. Parameters as in batches-page.sql.
-- From the table, since the view adds each batch's stock up; only a filter by status needs that.
select b.product_id as "productId", count(*) as count from inventory.batches b
where ($1::uuid[] is null or b.product_id = any ($1)) and coalesce($2::text, $3::text) is null
  and ($4::uuid is null or b.location_id = $4)
  and ($5::text is null or $5 = (
    select a.status from inventory.api_batches a where a.tenant_id = b.tenant_id and a.id = b.id))
  and ($6::date is null or b.expiry_date < $6) and ($7::text is null or b.batch_number = $7)
group by b.product_id
