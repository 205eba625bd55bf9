-- Passwords, links, sessions and tokens of a user who is not there.
select count(*) as violations from (
  select p.tenant_id, p.user_id from inventory.user_passwords p
  union all select l.tenant_id, l.user_id from inventory.user_links l where l.user_id is not null
  union all select s.tenant_id, s.user_id from inventory.sessions s
  union all select t.tenant_id, t.user_id from inventory.api_tokens t where t.user_id is not null) d
where not exists (select from inventory.users u where u.tenant_id = d.tenant_id and u.id = d.user_id)
