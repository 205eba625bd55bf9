-- Tokens that were revoked once and are not now. The use of a link is kept in no other place: a second one leaves nothing to count.
select count(*) as violations from inventory.api_tokens t
where t.revoked_at is null and exists (
  select from inventory.audit_log a where a.tenant_id = t.tenant_id and a.entity = 'api_token' and a.entity_id = t.id::text
    and a.after ->> 'revoked_at' is not null)
