-- A page of products by SKU. $1 after SKU, $2 limit, $3 search text, $4 SKUs, $5 status, $6 below the reorder point.
select p.* from inventory.api_products p
where ($1::text is null or p.sku > $1)
  and ($3::text is null or strpos(lower(p.sku), lower($3)) > 0 or strpos(lower(p.name), lower($3)) > 0)
  and ($4::text[] is null or p.sku = any ($4))
  and ($5::text is null or p.status = $5)
  and ($6::boolean is null or $6 = coalesce(p."reorderPoint" > (
    select coalesce(sum(s.available), 0) from inventory.stock_availability s
    where s.tenant_id = p.tenant_id and s.product_id = p.id), false))
order by p.sku limit $2
