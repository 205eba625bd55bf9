-- Creating a tenant on its node. Its id is made before, since the id says which node that is.

create or replace function inventory.create_tenant_here(p_identity jsonb, p_input jsonb) returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant uuid := (p_identity ->> 'tenant')::uuid;
begin
  insert into inventory.tenants (id, code, name, time_zone)
  values (v_id, inventory.code_key(p_input ->> 'code'), p_input ->> 'name', p_input ->> 'timeZone');
  return v_id;
end
$$;
comment on function inventory.create_tenant_here(jsonb, jsonb) is
  'Creates the tenant of the identity {"code", "name", "timeZone"}. For the owner role, through on_tenant.';
alter function inventory.create_tenant_here(jsonb, jsonb) owner to bincard_owner;
revoke execute on function inventory.create_tenant_here(jsonb, jsonb) from public;
