-- Codes that more than one location has.
select count(*) as violations from (select from inventory.locations t group by t.tenant_id, t.code having count(*) > 1) d
