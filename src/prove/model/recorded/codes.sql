-- The codes that were added to products; an earlier SKU is one too, and is compared with skus.sql.
select c.code as key, c.product_id as product from inventory.product_codes c where c.kind = 'INTERNAL'
