select u.product_id as "productId", u.code, u.factor from inventory.product_units u
where u.product_id = any ($1::uuid[]) order by u.factor desc, u.code
