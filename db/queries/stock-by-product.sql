-- Stock of many products in one statement. $1 products, $2 one location or null for all.
select s.* from inventory.api_stock s
where s."productId" = any ($1::uuid[]) and ($2::uuid is null or s."locationId" = $2)
order by s."productId", s."locationId"
