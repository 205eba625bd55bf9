-- Transfers: what is declared of their tables, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.transfers', p_except => array['status', 'cancel_reason']),
  inventory.make_immutable('inventory.transfer_lines'),
  inventory.seal_lines('inventory.transfers', 'inventory.transfer_lines', 'transfer', p_open => 'd.status = ''REQUESTED'''),
  inventory.require_lines('inventory.transfers', 'inventory.transfer_lines', 'transfer'),
  inventory.allow_steps('inventory.transfers', array['cancel_reason'], array['REQUESTED>APPROVED', 'REQUESTED>CANCELLED',
    'APPROVED>CANCELLED', 'APPROVED>DISPATCHED', 'APPROVED>FULFILLED', 'DISPATCHED>PARTIALLY_RECEIVED',
    'DISPATCHED>FULFILLED', 'DISPATCHED>CANCELLED', 'PARTIALLY_RECEIVED>FULFILLED', 'PARTIALLY_RECEIVED>CANCELLED']),
  inventory.forbid_self_approval('inventory.transfers'),
  inventory.audit('inventory.transfers', 'transfer', 'update'),
  inventory.allow_role('inventory.transfers', 'insert', 'clerk'),
  inventory.manager_if('inventory.transfers', 'insert', 'inventory.is_quarantine(tenant_id, from_location_id)'),
  inventory.allow_role('inventory.transfers', 'update', 'clerk', p_manager_for => array['APPROVED', 'CANCELLED']),
  inventory.allow_role('inventory.transfer_lines', 'insert', 'clerk'),
  inventory.make_immutable('inventory.transfer_arrivals'),
  inventory.allow_role('inventory.transfer_arrivals', 'insert', 'clerk'),
  inventory.make_immutable('inventory.transfer_closings', p_except => array['status', 'rejection_reason']),
  inventory.allow_steps('inventory.transfer_closings', array['rejection_reason'], array['PENDING>APPROVED', 'PENDING>REJECTED']),
  inventory.forbid_self_approval('inventory.transfer_closings'),
  inventory.audit('inventory.transfer_closings', 'transfer_closing', 'update'),
  inventory.allow_role('inventory.transfer_closings', 'insert', 'clerk'),
  inventory.allow_role('inventory.transfer_closings', 'update', 'manager');

create or replace function inventory.request_transfer(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'requestTransfer', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_quantities(v_tenant_id, p_input);
    insert into inventory.transfers (tenant_id, id, from_location_id, to_location_id)
    values (v_tenant_id, v_claim.document_id, (p_input ->> 'fromLocationId')::uuid, (p_input ->> 'toLocationId')::uuid);
    insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, batch_id, quantity, unit)
    select v_tenant_id, inventory.uuid_v7(), v_claim.document_id, l.line_number, (l.line ->> 'productId')::uuid,
      (l.line ->> 'batchId')::uuid, (l.line ->> 'quantity')::bigint, l.line ->> 'unit'
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number);
  end if;
  return jsonb_build_object('id', v_claim.document_id, 'lines', (
    select jsonb_agg(jsonb_build_object('id', l.id, 'productId', l.product_id, 'quantity', l.base_quantity) order by l.line_number)
    from inventory.transfer_lines l where l.tenant_id = v_tenant_id and l.transfer_id = v_claim.document_id));
end
$$;
comment on function inventory.request_transfer(jsonb, jsonb) is
  'Writes a REQUESTED transfer and its lines from RequestTransferInput; the same idempotencyKey and body returns the first one.';

create or replace function inventory.set_transfer_status(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.transfers t set
    status = p_input ->> 'status',
    cancel_reason = coalesce(p_input ->> 'reason', t.cancel_reason)
  where t.tenant_id = v_tenant_id and t.id = v_id;
  if not found then
    perform inventory.refuse('transfer_unknown', 'There is no such transfer',
      jsonb_build_object('field', 'id', 'transferId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.set_transfer_status(jsonb, jsonb) is
  'Sets a transfer''s status {"id", "status", "reason"}: APPROVED, DISPATCHED (stock leaves), FULFILLED (all that is left arrives) or CANCELLED (with a reason; what has not arrived returns).';
grant execute on function inventory.request_transfer(jsonb, jsonb), inventory.set_transfer_status(jsonb, jsonb) to bincard_app;

create or replace function inventory.receive_transfer(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
  v_claim record := inventory.claim_document(v_tenant_id, 'receiveTransfer', p_input);
begin
  if not v_claim.replayed then
    p_input := inventory.with_quantities(v_tenant_id, p_input);
    insert into inventory.transfer_arrivals (tenant_id, id, transfer_id, line_number, transfer_line_id, batch_id, quantity)
    select v_tenant_id, inventory.uuid_v7(), v_id, l.line_number, (l.line ->> 'transferLineId')::uuid, (l.line ->> 'batchId')::uuid,
      (l.line ->> 'quantity')::bigint
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number);
  end if;
  return jsonb_build_object('id', v_id, 'status', (
    select t.status from inventory.transfers t where t.tenant_id = v_tenant_id and t.id = v_id));
end
$$;
comment on function inventory.receive_transfer(jsonb, jsonb) is
  'Writes what arrived of a transfer {"id", "lines", "idempotencyKey"}, its lines from ReceiveTransferLineInput; any number of times.';

create or replace function inventory.close_transfer_short(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
begin
  insert into inventory.transfer_closings (tenant_id, id, transfer_id, reason)
  values (v_tenant_id, inventory.uuid_v7(), (p_input ->> 'id')::uuid, p_input ->> 'reason');
  return jsonb_build_object('id', p_input ->> 'id');
end
$$;
comment on function inventory.close_transfer_short(jsonb, jsonb) is
  'Asks for a transfer to be closed short {"id", "reason"}; another person decides.';

create or replace function inventory.decide_transfer_short(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.transfer_closings c set
    status = p_input ->> 'status',
    rejection_reason = coalesce(p_input ->> 'reason', c.rejection_reason)
  where c.tenant_id = v_tenant_id and c.transfer_id = v_id and c.status = 'PENDING';
  if not found then
    if not exists (select from inventory.transfers t where t.tenant_id = v_tenant_id and t.id = v_id) then
      perform inventory.refuse('transfer_unknown', 'There is no such transfer',
        jsonb_build_object('field', 'id', 'transferId', v_id));
    end if;
    perform inventory.refuse('illegal_transition', 'Nobody has asked for this transfer to be closed short',
      jsonb_build_object('field', 'id', 'id', v_id, 'to', p_input ->> 'status'), 'Ask for it first (closeTransferShort).');
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.decide_transfer_short(jsonb, jsonb) is
  'Approves or rejects the closing of a transfer {"id", "status", "reason"}: APPROVED makes a loss of what has not arrived, REJECTED needs a reason.';
grant execute on function inventory.receive_transfer(jsonb, jsonb), inventory.close_transfer_short(jsonb, jsonb),
  inventory.decide_transfer_short(jsonb, jsonb) to bincard_app;
