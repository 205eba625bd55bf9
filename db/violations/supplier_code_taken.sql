-- Codes that more than one supplier has.
select count(*) as violations from (select from inventory.suppliers t group by t.tenant_id, lower(normalize(regexp_replace(t.code, '\s+', ' ', 'g'))) having count(*) > 1) d
