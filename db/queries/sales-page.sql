-- A page of sales in the order of time. $1 after id, $2 limit, $3 location, $4 status.
select s.* from inventory.api_sales s
where ($1::uuid is null or s.id > $1) and ($3::uuid is null or s."locationId" = $3) and ($4::text is null or s.status = $4)
order by s.id limit $2
