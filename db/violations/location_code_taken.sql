-- Values that stand more than once.
select count(*) as violations from (select from inventory.locations t group by t.tenant_id, t.code having count(*) > 1) d
