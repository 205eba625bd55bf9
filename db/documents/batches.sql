-- Batches and lots: what is declared of their tables, then the entry points for holds and expiry. Plans as in sales.sql.

select
  inventory.audit('inventory.batches', 'batch', 'update'),
  inventory.allow_role('inventory.batches', 'insert', 'clerk'),
  inventory.allow_role('inventory.batches', 'update', 'manager'),
  inventory.audit('inventory.lots', 'lot', 'update'),
  inventory.make_permanent('inventory.lots', 'tenant_id, id'),
  inventory.allow_role('inventory.lots', 'update', 'manager'),
  inventory.make_immutable('inventory.expiry_write_offs'),
  inventory.allow_role('inventory.expiry_write_offs', 'insert', 'manager');

create or replace function inventory.hold_batch(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.batches b set hold = p_input ->> 'hold', hold_reason = p_input ->> 'reason'
  where b.tenant_id = v_tenant_id and b.id = v_id;
  if not found then
    perform inventory.refuse('batch_unknown', 'There is no such batch', jsonb_build_object('field', 'id', 'batchId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.hold_batch(jsonb, jsonb) is
  'Sets a batch''s hold {"id", "hold", "reason"}: QUARANTINED, RECALLED, or null to release it.';

create or replace function inventory.hold_lot(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.lots l set hold = p_input ->> 'hold', hold_reason = p_input ->> 'reason'
  where l.tenant_id = v_tenant_id and l.id = v_id;
  if not found then
    perform inventory.refuse('lot_unknown', 'There is no such lot', jsonb_build_object('field', 'id', 'lotId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.hold_lot(jsonb, jsonb) is
  'Sets the hold of a lot and so of all its batches, those still to come included {"id", "hold", "reason"}: QUARANTINED, RECALLED, or null to release it. A batch that is held by itself stays held.';

create or replace function inventory.correct_lot_expiry(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'lotId')::uuid;
  v_current bigint;
begin
  update inventory.lots l set expiry_date = (p_input ->> 'expiryDate')::date, expiry_reason = p_input ->> 'reason'
  where l.tenant_id = v_tenant_id and l.id = v_id
    and l.version = coalesce((p_input ->> 'expectedVersion')::bigint, l.version);
  if not found then
    select l.version into v_current from inventory.lots l where l.tenant_id = v_tenant_id and l.id = v_id;
    if found then
      perform inventory.refuse_stale('expectedVersion', (p_input ->> 'expectedVersion')::bigint, v_current);
    end if;
    perform inventory.refuse('lot_unknown', 'There is no such lot', jsonb_build_object('field', 'lotId', 'lotId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.correct_lot_expiry(jsonb, jsonb) is
  'Sets the expiry date of a lot and so of all its batches {"lotId", "expiryDate", "reason", "expectedVersion"}; no date: it does not expire. What was sold before stays as it was. Refused by stale_version, lot_unknown, reason_missing.';

create or replace function inventory.write_off_expired(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_location_id uuid := (p_input ->> 'locationId')::uuid;
  v_id uuid := inventory.uuid_v7();
  v_dry_run constant boolean := coalesce((p_input ->> 'dryRun')::boolean, true);
  v_lines jsonb;
begin
  if v_location_id is not null and not exists (
    select from inventory.locations o where o.tenant_id = v_tenant_id and o.id = v_location_id)
  then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', v_location_id));
  end if;
  begin
    if exists (select from inventory.expired_stock e
               where e.tenant_id = v_tenant_id and (v_location_id is null or e.location_id = v_location_id)) then
      insert into inventory.expiry_write_offs (tenant_id, id, location_id) values (v_tenant_id, v_id, v_location_id);
    end if;
    select jsonb_agg(jsonb_build_object('batchId', m.batch_id, 'locationId', m.location_id, 'quantity', -m.quantity,
      'movementId', case when not v_dry_run then m.id end) order by m.id)
    into v_lines
    from inventory.movements m where m.tenant_id = v_tenant_id and m.document_id = v_id;
    if v_dry_run then
      perform inventory.end_dry_run();
    end if;
  exception when sqlstate 'BCDRY' then null;
  end;
  return jsonb_build_object('dryRun', v_dry_run, 'lines', coalesce(v_lines, '[]'));
end
$$;
comment on function inventory.write_off_expired(jsonb, jsonb) is
  'Removes what is left of expired batches {"locationId", "dryRun"} with EXPIRY movements and lists it; with dryRun (the default is true) it is rolled back. A second live call finds nothing.';
grant execute on function inventory.hold_batch(jsonb, jsonb), inventory.hold_lot(jsonb, jsonb),
  inventory.correct_lot_expiry(jsonb, jsonb), inventory.write_off_expired(jsonb, jsonb) to bincard_app;
