-- Keys that exist more than once.
select count(*) as violations from (select from inventory.idempotency_keys k group by k.tenant_id, k.key having count(*) > 1) d
