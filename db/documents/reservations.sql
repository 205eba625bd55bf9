-- Reservations: what is declared of their table, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.reservations', p_except => array['status', 'expires_at', 'remaining_quantity'],
    p_by_ledger => array['committed_quantity']),
  inventory.make_immutable('inventory.reservation_uses'),
  inventory.audit('inventory.reservations', 'reservation', 'update'),
  inventory.allow_role('inventory.reservations', 'insert', 'clerk'),
  inventory.allow_role('inventory.reservations', 'update', 'clerk');

create or replace function inventory.reserve_stock(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'reserveStock', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_quantity(v_tenant_id, p_input, '');
    insert into inventory.reservations (tenant_id, id, product_id, location_id, quantity, unit, reference, expires_at)
    values (v_tenant_id, v_claim.document_id, (p_input ->> 'productId')::uuid, (p_input ->> 'locationId')::uuid,
      (p_input ->> 'quantity')::bigint, p_input ->> 'unit', p_input ->> 'reference',
      clock_timestamp() + make_interval(secs => (p_input ->> 'expiresInSeconds')::integer));
  end if;
  return jsonb_build_object('id', v_claim.document_id);
end
$$;
comment on function inventory.reserve_stock(jsonb, jsonb) is
  'Writes a reservation from ReserveStockInput; the same idempotencyKey and body returns the first one.';

create or replace function inventory.release_reservation(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.reservations r set status = 'RELEASED' where r.tenant_id = v_tenant_id and r.id = v_id;
  if not found then
    perform inventory.refuse('reservation_unknown', 'There is no such reservation',
      jsonb_build_object('field', 'id', 'reservationId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.release_reservation(jsonb, jsonb) is
  'Releases a live reservation {"id"}. Refused by illegal_transition once it has ended.';

create or replace function inventory.extend_reservation(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_expires_at timestamptz := clock_timestamp() + make_interval(secs => (p_input ->> 'expiresInSeconds')::integer);
begin
  update inventory.reservations r set expires_at = v_expires_at
  where r.tenant_id = v_tenant_id and r.id = v_id;
  if not found then
    perform inventory.refuse('reservation_unknown', 'There is no such reservation',
      jsonb_build_object('field', 'id', 'reservationId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.extend_reservation(jsonb, jsonb) is
  'Moves the end of a live reservation {"id", "expiresInSeconds" (from now)} later. Refused by illegal_transition once it has ended, by reservation_time_invalid for an earlier end.';

create or replace function inventory.sweep_reservations(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_ids uuid[];
  v_id uuid;
begin
  -- All are locked before the first is closed, and closed in the order of their stock levels, so that the levels are
  -- locked in the order that every document keeps. A reservation that another session is closing is skipped.
  select array_agg(o.id order by o.product_id, o.location_id, o.id) into v_ids
  from (
    select r.id, r.product_id, r.location_id from inventory.reservations r
    where r.tenant_id = v_tenant_id and r.status = 'ACTIVE' and r.expires_at <= clock_timestamp()
    order by r.product_id, r.location_id, r.id
    limit coalesce((p_input ->> 'limit')::bigint, 1000)
    for update skip locked
  ) o;
  foreach v_id in array coalesce(v_ids, '{}') loop
    update inventory.reservations r set status = 'EXPIRED' where r.tenant_id = v_tenant_id and r.id = v_id;
  end loop;
  return jsonb_build_object('swept', coalesce(cardinality(v_ids), 0));
end
$$;
comment on function inventory.sweep_reservations(jsonb, jsonb) is
  'Sets up to "limit" reservations whose time is over to EXPIRED and returns how many. It only tidies up: they have not counted since they expired.';
grant execute on function inventory.reserve_stock(jsonb, jsonb), inventory.release_reservation(jsonb, jsonb),
  inventory.extend_reservation(jsonb, jsonb),  inventory.sweep_reservations(jsonb, jsonb) to bincard_app;
