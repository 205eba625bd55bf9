-- Units that a product has more than once.
select count(*) as violations from (select from inventory.product_units u group by u.tenant_id, u.product_id, lower(normalize(u.code)) having count(*) > 1) d
