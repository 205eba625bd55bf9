-- Transfers: what is declared of their tables, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.transfers', p_except => array['status', 'cancel_reason']),
  inventory.make_immutable('inventory.transfer_lines'),
  inventory.seal_lines('inventory.transfers', 'inventory.transfer_lines', 'transfer', p_open => 'd.status = ''REQUESTED'''),
  inventory.require_lines('inventory.transfers', 'inventory.transfer_lines', 'transfer'),
  inventory.allow_steps('inventory.transfers', array['cancel_reason'], array['REQUESTED>APPROVED', 'REQUESTED>CANCELLED',
    'APPROVED>CANCELLED', 'APPROVED>DISPATCHED', 'APPROVED>FULFILLED', 'DISPATCHED>FULFILLED', 'DISPATCHED>CANCELLED']),
  inventory.forbid_self_approval('inventory.transfers'),
  inventory.audit('inventory.transfers', 'transfer', 'update'),
  inventory.allow_role('inventory.transfers', 'insert', 'clerk'),
  inventory.manager_if('inventory.transfers', 'insert', 'inventory.is_quarantine(tenant_id, from_location_id)'),
  inventory.allow_role('inventory.transfers', 'update', 'clerk', p_manager_for => array['APPROVED', 'CANCELLED']),
  inventory.allow_role('inventory.transfer_lines', 'insert', 'clerk');

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
  return jsonb_build_object('id', v_claim.document_id);
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
  'Sets a transfer''s status {"id", "status", "reason"}: APPROVED, DISPATCHED (stock leaves), FULFILLED (stock arrives) or CANCELLED (with a reason; what was dispatched returns).';
grant execute on function inventory.request_transfer(jsonb, jsonb), inventory.set_transfer_status(jsonb, jsonb) to bincard_app;
