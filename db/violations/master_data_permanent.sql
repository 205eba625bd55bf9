-- Stock of missing products.
select count(*) as violations from inventory.stock_levels s
left join inventory.products p on p.tenant_id = s.tenant_id and p.id = s.product_id where p.id is null
