-- Email addresses, and people of an identity provider, that are more than one user.
select count(*) as violations from (
  select from inventory.users u group by u.tenant_id, lower(normalize(btrim(u.email))) having count(*) > 1
  union all
  select from inventory.users u where u.subject is not null group by u.tenant_id, u.provider, u.subject having count(*) > 1) d
