-- Audit: a stock figure written without a movement is written to the audit log: who, when, before and after. Only a
-- superuser who has turned the other triggers off can do it. This trigger is ENABLE ALWAYS, so it fires even then, and a
-- later comparison can name the cause of the difference.
--
-- Rights:    security definer: no role may write the audit log itself. It writes as the row's tenant, since a superuser's
--            session may have none.

create or replace function inventory.tg_audit_stock() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  v_row jsonb := coalesce(v_after, v_before);
  v_tenant constant text := current_setting('app.tenant_id', true);
begin
  perform set_config('app.tenant_id', v_row ->> 'tenant_id', true);
  insert into inventory.audit_log (tenant_id, id, at, actor, action, entity, entity_id, before, after, metadata)
  values ((v_row ->> 'tenant_id')::uuid, inventory.uuid_v7(), clock_timestamp(), inventory.current_actor(), tg_op, tg_argv[0],
    concat_ws('/', coalesce(v_row ->> 'batch_id', v_row ->> 'product_id'), v_row ->> 'location_id', v_row ->> 'business_date'),
    v_before, v_after, jsonb_build_object('login', session_user, 'outsideLedger', true));
  perform set_config('app.tenant_id', coalesce(v_tenant, ''), true);
  return null;
end
$$;
comment on function inventory.tg_audit_stock() is 'Audit: writes who changed a stock figure without a movement.';
