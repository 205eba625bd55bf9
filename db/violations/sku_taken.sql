-- SKUs that more than one product has.
select count(*) as violations from (select from inventory.products t group by t.tenant_id, lower(normalize(regexp_replace(t.sku, '\s+', ' ', 'g'))) having count(*) > 1) d
