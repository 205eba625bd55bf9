-- The units that are retired.
select concat(u.product_id, ' ', u.code) as key, u.product_id as product from inventory.product_units u where u.retired_at is not null
