-- Which SKUs and location codes there are not. $1 SKUs, $2 location codes.
select 'sku' as kind, c.code from (select distinct unnest($1::text[]) as code) c
where not exists (select from inventory.products p where p.sku = c.code)
union all
select 'locationCode', c.code from (select distinct unnest($2::text[]) as code) c
where not exists (select from inventory.locations o where o.code = c.code)
