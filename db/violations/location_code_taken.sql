-- Codes that more than one location has.
select count(*) as violations from (select from inventory.locations t group by t.tenant_id, lower(normalize(regexp_replace(t.code, '\s+', ' ', 'g'))) having count(*) > 1) d
