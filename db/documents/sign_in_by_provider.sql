-- Signing in at an identity provider, which has proven who the person is. The rights and the tenant are those of sign_in.sql.
--
-- Whose:     the person is found by the provider's own name for him (the subject). The address alone counts once, while the
--            user has no subject yet: later it may be given to somebody else there.
-- Role:      the provider's, each time. So the entry in the audit log is the provider's.

create or replace function inventory.sign_in_by_provider(p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- finds a user by an address, writes users and sessions
as $$
declare
  v_provider constant text := p_input ->> 'provider';
  v_subject constant text := p_input ->> 'subject';
  v_tenant_id constant uuid := inventory.tenant_to_enter(p_input ->> 'tenant');
  v_user inventory.users;
begin
  if v_tenant_id is null then
    return jsonb_build_object('reason', 'no_tenant');
  end if;
  perform inventory.become_tenant(v_tenant_id, v_provider), set_config('app.role', 'admin', true);
  loop -- again where another request has just added the user
    select * into v_user from inventory.users u
    where u.tenant_id = v_tenant_id and u.provider = v_provider and u.subject = v_subject for no key update;
    exit when found;
    update inventory.users u set provider = v_provider, subject = v_subject
    where u.tenant_id = v_tenant_id and u.email_key = inventory.code_key(p_input ->> 'email') and u.subject is null
    returning * into v_user;
    exit when found;
    insert into inventory.users (tenant_id, id, email, name, role, provider, subject)
    values (v_tenant_id, inventory.uuid_v7(), p_input ->> 'email', p_input ->> 'name', p_input ->> 'role', v_provider, v_subject)
    on conflict do nothing
    returning * into v_user;
    exit when found;
    if exists (
      select from inventory.users u
      where u.tenant_id = v_tenant_id and u.email_key = inventory.code_key(p_input ->> 'email')
        and (u.provider <> v_provider or u.subject <> v_subject))
    then
      return jsonb_build_object('reason', 'other_person');
    end if;
  end loop;
  if not v_user.active then
    return jsonb_build_object('reason', 'disabled');
  end if;
  if v_user.role <> p_input ->> 'role' then
    update inventory.users u set role = p_input ->> 'role' where u.tenant_id = v_tenant_id and u.id = v_user.id;
  end if;
  return inventory.open_session(v_tenant_id, v_user.id);
end
$$;
comment on function inventory.sign_in_by_provider(jsonb) is
  'Opens a session for a person {"provider", "subject", "email", "name", "role", "tenant": code or null} whom an identity provider has proven; adds the user the first time, and gives the role. Else the "reason": no_tenant, other_person (the address is of another subject) or disabled. Refused by last_admin.';

grant execute on function inventory.sign_in_by_provider(jsonb) to bincard_app;
