-- A page of days, in the order of day, product and place. $1 after (their text, joined by /), $2 limit, $3 from, $4 to,
-- $5 product, $6 location.
select concat_ws('/', d.business_date, d.product_id, d.location_id) as id, d.product_id as "productId", d.location_id as "locationId",
  d.business_date as "businessDate", d.opening, d.purchases, d.sales, d.refunds, d.adjustments, d.transfers_in as "transfersIn",
  d.transfers_out as "transfersOut", d.expired, d.closing - d.opening as "netChange", d.closing
from inventory.daily_stock d
where ($1::text is null or (d.business_date, d.product_id, d.location_id)
    > (split_part($1, '/', 1)::date, nullif(split_part($1, '/', 2), '')::uuid, nullif(split_part($1, '/', 3), '')::uuid))
  and d.business_date between $3::date and $4::date
  and ($5::uuid is null or d.product_id = $5) and ($6::uuid is null or d.location_id = $6)
order by d.business_date, d.product_id, d.location_id
limit $2
