-- The broken chains of some products at some locations. $1 products and $2 their locations, side by side.
select p.product_id as "productId", p.location_id as "locationId", b.batch_id as "batchId", b.sequence, b.what
from (select distinct * from unnest($1::uuid[], $2::uuid[]) u (product_id, location_id)) p
cross join lateral inventory.broken_links(p.product_id, p.location_id) b
