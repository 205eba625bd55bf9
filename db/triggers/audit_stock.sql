-- Audit: a stock figure written past the ledger leaves who, when, before and after. Only a superuser who turned the
-- other triggers off gets that far: this one is ENABLE ALWAYS and fires all the same, and what compare finds later
-- has its cause.
--
-- Rights:    security definer, and for the moment of the tenant that the row is of: nobody may write the audit log but
--            its triggers, and a superuser need not have said which tenant he works on.

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
comment on function inventory.tg_audit_stock() is 'Audit: writes who changed a stock figure past the ledger.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['stock_levels', 'batch_stock', 'daily_stock'] loop
    execute format('drop trigger if exists _700_audit on inventory.%I', v_table);
    execute format('create trigger _700_audit after insert or update or delete on inventory.%I
      for each row when (pg_trigger_depth() < 1) execute function inventory.tg_audit_stock(%L)', v_table, v_table);
    execute format('alter table inventory.%I enable always trigger _700_audit', v_table);
    execute format('comment on trigger _700_audit on inventory.%I is %L', v_table,
      'Audit: writes who changed a stock figure past the ledger.');
  end loop;
end
$$;
