-- Signing in where tenants are on nodes: which tenant a code names, says the coordinator; the rest is done on the tenant's node.

create or replace function inventory.tenant_of_code(p_code text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- reads the codes of all tenants
as $$
begin
  if p_code is null then -- may be left out where there is one tenant
    return (select (array_agg(c.id))[1] from (select * from inventory.tenant_codes limit 2) c having count(*) = 1);
  end if;
  return (select c.id from inventory.tenant_codes c where c.code = inventory.code_key(p_code));
end
$$;
comment on function inventory.tenant_of_code(text) is
  'The tenant of a code, or the only one where the code is null; null where there is none. On the coordinator.';

create or replace function inventory.call_unidentified(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id constant uuid := inventory.identify(p_identity);
  v_values constant jsonb := p_input -> 'values';
begin
  case p_input ->> 'call'
    when 'access_of' then return inventory.access_of(v_tenant_id, v_values ->> 1, decode(v_values ->> 2, 'hex'));
    when 'end_session' then return to_jsonb(inventory.end_session(v_tenant_id, decode(v_values ->> 1, 'hex')));
    when 'link_is_for' then return inventory.link_is_for(v_tenant_id, decode(v_values ->> 1, 'hex'));
    when 'begin_sign_in' then return inventory.begin_sign_in((v_values ->> 0)::jsonb);
    when 'sign_in_by_provider' then return inventory.sign_in_by_provider((v_values ->> 0)::jsonb);
    when 'finish_sign_in' then return inventory.finish_sign_in((v_values ->> 0)::jsonb);
    when 'use_link' then return inventory.use_link((v_values ->> 0)::jsonb);
  end case;
end
$$;
comment on function inventory.call_unidentified(jsonb, jsonb) is
  'Calls a function whose caller is not known yet {"call", "values": its arguments as text}: a sign-in, a link, a session or a token.';

alter function inventory.tenant_of_code(text) owner to bincard_owner;
alter function inventory.call_unidentified(jsonb, jsonb) owner to bincard_owner;
revoke execute on function inventory.tenant_of_code(text), inventory.call_unidentified(jsonb, jsonb) from public;
grant execute on function inventory.tenant_of_code(text), inventory.call_unidentified(jsonb, jsonb) to bincard_app
