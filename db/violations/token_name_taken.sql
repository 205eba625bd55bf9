-- Names that more than one token has of those that were not revoked.
select count(*) as violations from (
  select from inventory.api_tokens t where t.revoked_at is null group by t.tenant_id, lower(normalize(btrim(t.name))) having count(*) > 1) d
