-- How many mappings there are. Parameters as in product-mappings-page.sql.
select count(*) as count from inventory.product_mappings m
where coalesce($1::text, $2::text) is null and m.source_id = $3 and ($4::boolean is distinct from true or m.conflict is not null)
