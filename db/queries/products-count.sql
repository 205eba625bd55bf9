-- How many products the same filter finds. Parameters as in products-page.sql; $1 and $2 are not used.
select count(*) as count from inventory.api_products p
where coalesce($1::text, $2::text) is null
  and ($3::text is null or strpos(lower(p.sku), lower($3)) > 0 or strpos(lower(p.name), lower($3)) > 0)
  and ($4::text[] is null or p.sku = any ($4))
  and ($5::text is null or p.status = $5)
  and ($8::uuid[] is null or p.id = any ($8))
  and ($7::jsonb is null or not exists (
    select from jsonb_to_recordset($7) f (name text, low jsonb, high jsonb)
    where inventory.attribute_holds(p.attributes -> f.name, f.low, f.high) is not true))
  and ($6::boolean is null or $6 = coalesce(p."reorderPoint" > (
    select coalesce(sum(s.available), 0) from inventory.stock_availability s
    where s.tenant_id = p.tenant_id and s.product_id = p.id), false))
