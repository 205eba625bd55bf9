-- Email addresses that more than one user has.
select count(*) as violations from (select from inventory.users u group by u.tenant_id, lower(normalize(btrim(u.email))) having count(*) > 1) d
