-- The one function that Citus distributes: it calls an entry point on the node of its tenant, where the whole document is
-- written: triggers, projections, audit log and all.

create or replace function inventory.on_tenant(p_tenant_id uuid, p_operation text, p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_result jsonb;
  v_code text;
  v_message text;
  v_constraint text;
  v_table text;
  v_detail text;
begin
  -- Not the login's own role: a superuser would pass by row-level security.
  if current_user not in ('bincard_app', 'bincard_owner') then
    raise exception using errcode = 'insufficient_privilege', message = format('%s may not write on a tenant''s node', current_user),
      hint = 'Take the role first: set role bincard_app.';
  elsif p_tenant_id is distinct from inventory.identify(p_identity) then
    raise exception using errcode = 'invalid_parameter_value', message = 'The identity is of another tenant';
  end if;
  -- The entry points are the functions of an identity and an input; who may call which, their rights say.
  if not exists (
    select from pg_proc p where p.pronamespace = 'inventory'::regnamespace and p.proname = p_operation
      and p.proargnames = '{p_identity,p_input}')
  then
    raise exception using errcode = 'invalid_parameter_value', message = format('There is no entry point %s', p_operation);
  end if;
  execute format('select to_jsonb(inventory.%I($1, $2))', p_operation) into v_result using p_identity, p_input;
  -- At COMMIT the coordinator would report a refusal as a failure of the node.
  set constraints all immediate;
  return v_result;
exception when integrity_constraint_violation then
  get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_constraint = constraint_name,
    v_table = table_name, v_detail = pg_exception_detail;
  if v_table = '' or v_constraint = '' then -- inventory.refuse has put the rule into the detail
    raise;
  end if;
  -- Of a constraint of a table, a node passes on no more than the message.
  raise exception using errcode = 'check_violation', message = v_message,
    detail = jsonb_build_object('rule', v_constraint, 'table', v_table, 'code', v_code);
end
$$;
comment on function inventory.on_tenant(uuid, text, jsonb, jsonb) is
  'Calls an entry point (an operation of db/documents) on the node of a tenant.';
revoke execute on function inventory.on_tenant(uuid, text, jsonb, jsonb) from public;
grant execute on function inventory.on_tenant(uuid, text, jsonb, jsonb) to bincard_app, bincard_owner;
