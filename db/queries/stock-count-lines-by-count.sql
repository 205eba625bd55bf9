-- The lines of many stock counts, in the order they were made. $1 stock counts.
select l.* from inventory.api_stock_count_lines l where l."stockCountId" = any ($1::uuid[]) order by l."stockCountId", l.id
