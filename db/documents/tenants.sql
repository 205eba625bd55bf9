-- Tenants: what is declared of their table, then the entry points: creating one, and its settings.

select
  inventory.make_permanent('inventory.tenants', 'id'),
  inventory.clean_codes('inventory.tenants', 'code'),
  inventory.audit('inventory.tenants', 'tenant'),
  inventory.allow_role('inventory.tenants', 'update', 'admin');

create or replace function inventory.create_tenant(p_code text, p_name text, p_time_zone text default 'UTC') returns uuid
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid := inventory.uuid_v7();
begin
  -- The new tenant is this transaction's tenant, so that row-level security admits its own first audit entry.
  perform set_config('app.tenant_id', v_id::text, true);
  insert into inventory.tenants (id, code, name, time_zone) values (v_id, inventory.code_key(p_code), p_name, p_time_zone);
  return v_id;
exception when unique_violation then
  perform inventory.refuse_tenant_code_taken(p_code);
  raise;
end
$$;
comment on function inventory.create_tenant(text, text, text) is
  'Creates a tenant (code, which is stored in lower case, name, time zone such as Europe/London) and returns its id. For the owner role; the app role cannot call it.';

create or replace function inventory.update_settings(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_tenant inventory.tenants;
begin
  update inventory.tenants t set
    time_zone = coalesce(p_input ->> 'timeZone', t.time_zone),
    allow_self_approval = coalesce((p_input ->> 'allowSelfApproval')::boolean, t.allow_self_approval),
    over_receipt_percent = coalesce((p_input ->> 'overReceiptPercent')::integer, t.over_receipt_percent),
    currency = coalesce(upper(p_input ->> 'currency'), t.currency),
    auto_fix_kinds = case when jsonb_typeof(p_input -> 'autoFixKinds') = 'array'
      then array(select jsonb_array_elements_text(p_input -> 'autoFixKinds')) else t.auto_fix_kinds end
  where t.id = v_tenant_id
  returning * into v_tenant;
  return jsonb_build_object('code', v_tenant.code, 'name', v_tenant.name, 'timeZone', v_tenant.time_zone, 'currency', v_tenant.currency,
    'allowSelfApproval', v_tenant.allow_self_approval, 'autoFixKinds', v_tenant.auto_fix_kinds,
    'overReceiptPercent', v_tenant.over_receipt_percent);
end
$$;
comment on function inventory.update_settings(jsonb, jsonb) is
  'Changes the tenant''s own settings {"timeZone", "currency", "allowSelfApproval", "autoFixKinds", "overReceiptPercent"} and returns them; what is left out is not changed. Refused by time_zone_fixed, currency_fixed, over_receipt.';
grant execute on function inventory.update_settings(jsonb, jsonb) to bincard_app;
