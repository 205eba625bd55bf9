-- Every discrepancy. $1 product, $2 location, $3 kinds.
select d.kind, d.product_id as "productId", d.location_id as "locationId", d.batch_id as "batchId", d.channel, d.subject,
  d.business_date as "businessDate", d.expected, d.actual, d.actual - d.expected as difference,
  round((d.actual - d.expected) * 100.0 / nullif(d.expected, 0), 2)::float8 as "differencePercent", d.cause,
  null::text as fix, null::text as note
from inventory.compare_stock($1::uuid, $2::uuid, $3::text[]) d
limit 10000
