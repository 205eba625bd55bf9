-- A page of stock counts in the order they were started. $1 after id, $2 limit, $3 status, $4 location.
select c.* from inventory.api_stock_counts c
where ($1::uuid is null or c.id > $1) and ($3::text is null or c.status = $3) and ($4::uuid is null or c."locationId" = $4)
order by c.id limit $2
