-- Tokens that were revoked once and are not now; links that were used although their user had a newer one. A second use of
-- one link leaves nothing to count.
select (
    select count(*) from inventory.api_tokens t
    where t.revoked_at is null and exists (
      select from inventory.audit_log a where a.tenant_id = t.tenant_id and a.entity = 'api_token' and a.entity_id = t.id::text
        and a.after ->> 'revoked_at' is not null))
  + (
    select count(*) from inventory.user_links l
    where exists (
      select from inventory.user_links n
      where n.tenant_id = l.tenant_id and n.user_id = l.user_id and n.created_at > l.created_at and n.created_at < l.used_at)) as violations
