-- Signing keys that share their number with another one of the tenant.
select count(*) as violations from (
  select from inventory.signing_keys k group by k.tenant_id, k.generation having count(*) > 1) d
