-- Rule:      The last active admin of a tenant is not switched off and keeps the role.
-- Why:       nobody could invite, change or switch on users any more.
-- Guards:    users: UPDATE of role and active
-- Locks:     the tenant's row, after the user's: two admins who switch each other off follow one another.
-- Rights:    security definer: locking the tenant needs a right that the writer does not have.
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_last_admin() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform from inventory.tenants t where t.id = new.tenant_id for no key update;
  if not exists (
    select from inventory.users u
    where u.tenant_id = new.tenant_id and u.id <> new.id and u.role = 'admin' and u.active)
  then
    perform inventory.refuse('last_admin', format('%s is the last active admin', old.email),
      jsonb_build_object('field', case when new.active then 'role' else 'active' end, 'id', old.id),
      'Make another user an admin first.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_last_admin() is 'Refuses to leave a tenant without an active admin.';

select inventory.put_trigger('inventory.users', '_300_last_admin', 'before update of role, active',
  'row when (old.role = ''admin'' and old.active and (new.role <> ''admin'' or not new.active))', 'tg_last_admin()',
  'The last active admin of a tenant is not switched off and keeps the role.', true);
