-- Tenants that have had an admin and have no active one now.
select count(*) as violations from (
  select u.tenant_id from inventory.users u group by u.tenant_id
  having count(*) filter (where u.role = 'admin' and u.active) = 0) d
where exists (
  select from inventory.audit_log a where a.tenant_id = d.tenant_id and a.entity = 'user'
    and (a.before ->> 'role' = 'admin' or a.after ->> 'role' = 'admin'))
