-- Lines in a unit that their product does not have.
select count(*) as violations from inventory.sale_lines l
left join inventory.product_units u on u.tenant_id = l.tenant_id and u.product_id = l.product_id and u.code = l.unit
where u.code is null
