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

create or replace function inventory.check_expired(p_tenant_id uuid, p_expected jsonb, p_lines jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_rows jsonb;
  v_first jsonb;
  v_position bigint;
begin
  if jsonb_typeof(p_expected) is distinct from 'array' then
    return;
  end if;
  with expected as (
    select (e.value ->> 'batchId')::uuid as batch_id, (e.value ->> 'locationId')::uuid as location_id,
      sum((e.value ->> 'quantity')::numeric) as quantity, min(e.position) - 1 as position
    from jsonb_array_elements(p_expected) with ordinality e (value, position) group by 1, 2
  ), found as (
    select (l.value ->> 'batchId')::uuid as batch_id, (l.value ->> 'locationId')::uuid as location_id,
      (l.value ->> 'quantity')::numeric as quantity
    from jsonb_array_elements(p_lines) l
  )
  select jsonb_agg(jsonb_build_object('batchId', c.batch_id, 'batchNumber', b.batch_number, 'sku', p.sku, 'locationId', c.location_id,
    'location', o.code, 'expected', c.expected, 'current', c.current)
    order by c.position, p.sku, b.batch_number, o.code, c.batch_id, c.location_id), min(c.position)
  into v_rows, v_position
  from (
    select batch_id, location_id, e.position, coalesce(e.quantity, 0) as expected, coalesce(f.quantity, 0) as current
    from expected e full join found f using (batch_id, location_id)
    where e.quantity is distinct from f.quantity) c
  left join inventory.batches b on b.tenant_id = p_tenant_id and b.id = c.batch_id
  left join inventory.products p on p.tenant_id = p_tenant_id and p.id = b.product_id
  left join inventory.locations o on o.tenant_id = p_tenant_id and o.id = c.location_id;
  v_first := v_rows -> 0;
  if v_first is not null then
    perform inventory.refuse('stale_version',
      format('Of lot %s of %s at %s, %s has expired now, not %s', coalesce(v_first ->> 'batchNumber', '(unknown)'),
        coalesce(v_first ->> 'sku', '(unknown)'), coalesce(v_first ->> 'location', '(unknown)'),
        v_first ->> 'current', v_first ->> 'expected'),
      jsonb_build_object('field', 'expected' || coalesce('[' || v_position || ']', ''), 'rows', v_rows), 'List what has expired again and decide anew.');
  end if;
end
$$;
comment on function inventory.check_expired(uuid, jsonb, jsonb) is
  'Refuses (stale_version) a write-off whose lines are not exactly those expected [{"batchId", "locationId", "quantity"}], and names each that differs; null expects nothing.';
grant execute on function inventory.check_expired(uuid, jsonb, jsonb) to bincard_app;

create or replace function inventory.write_off_expired(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_location_id uuid := (p_input ->> 'locationId')::uuid;
  v_dry_run constant boolean := coalesce((p_input ->> 'dryRun')::boolean, true);
  v_claim record;
  v_lines jsonb;
begin
  if v_location_id is not null and not exists (
    select from inventory.locations o where o.tenant_id = v_tenant_id and o.id = v_location_id)
  then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', v_location_id));
  end if;
  begin
    v_claim := inventory.claim_document(v_tenant_id, 'writeOffExpired', p_input);
    if not v_claim.replayed and exists (
      select from inventory.expired_stock e
      where e.tenant_id = v_tenant_id and (v_location_id is null or e.location_id = v_location_id))
    then
      insert into inventory.expiry_write_offs (tenant_id, id, location_id) values (v_tenant_id, v_claim.document_id, v_location_id);
    end if;
    select coalesce(jsonb_agg(jsonb_build_object('batchId', m.batch_id, 'locationId', m.location_id, 'quantity', -m.quantity,
      'movementId', case when not v_dry_run then m.id end) order by m.id), '[]')
    into v_lines
    from inventory.movements m where m.tenant_id = v_tenant_id and m.document_id = v_claim.document_id;
    if not v_claim.replayed then
      -- What was written, under its locks: nothing can have changed between this and a check before it.
      perform inventory.check_expired(v_tenant_id, p_input -> 'expected', v_lines);
    end if;
    if v_dry_run then
      perform inventory.end_dry_run();
    end if;
  exception when sqlstate 'BCDRY' then null;
  end;
  return jsonb_build_object('dryRun', v_dry_run, 'lines', v_lines);
end
$$;
comment on function inventory.write_off_expired(jsonb, jsonb) is
  'Removes what is left of expired batches {"locationId", "dryRun", "expected", "idempotencyKey"} with EXPIRY movements and lists it; with dryRun (the default is true) it is rolled back. A second live call finds nothing; the same key and body answers the first. Refused by stale_version when what expired is not what is expected.';
grant execute on function inventory.hold_batch(jsonb, jsonb), inventory.hold_lot(jsonb, jsonb),
  inventory.correct_lot_expiry(jsonb, jsonb), inventory.write_off_expired(jsonb, jsonb) to bincard_app;
