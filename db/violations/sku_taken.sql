-- SKUs that more than one product has.
select count(*) as violations from (select from inventory.products t group by t.tenant_id, t.sku having count(*) > 1) d
