-- Sale lines whose base quantity does not match the factor that their unit has now.
select count(*) as violations from inventory.sale_lines l
left join inventory.product_units u on u.tenant_id = l.tenant_id and u.product_id = l.product_id and u.code = l.unit
where l.base_quantity is distinct from l.quantity * u.factor
