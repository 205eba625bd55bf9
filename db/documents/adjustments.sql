-- Adjustments: what is declared of their table, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.adjustments', p_except => array['status', 'rejection_reason', 'expected_sequence', 'listed_on']),
  inventory.allow_steps('inventory.adjustments', array['rejection_reason', 'expected_sequence'],
    array['PENDING>APPROVED', 'PENDING>REJECTED', 'APPROVED>REJECTED', 'APPROVED>COMPLETED']),
  inventory.forbid_self_approval('inventory.adjustments'),
  inventory.audit('inventory.adjustments', 'adjustment', 'update'),
  inventory.allow_role('inventory.adjustments', 'insert', 'clerk'),
  inventory.manager_if('inventory.adjustments', 'insert', 'backdated'),
  inventory.allow_role('inventory.adjustments', 'update', 'manager');

create or replace function inventory.request_adjustment(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'requestAdjustment', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_batch(v_tenant_id, p_input, (p_input ->> 'locationId')::uuid, '');
    perform inventory.check_sequence(v_tenant_id, (p_input ->> 'batchId')::uuid, (p_input ->> 'locationId')::uuid,
      (p_input ->> 'expectedSequence')::bigint, 'expectedSequence');
    p_input := inventory.with_quantity(v_tenant_id, p_input, '', p_signed => true);
    insert into inventory.adjustments (tenant_id, id, batch_id, location_id, type, quantity, unit, reason, business_date)
    values (v_tenant_id, v_claim.document_id, (p_input ->> 'batchId')::uuid, (p_input ->> 'locationId')::uuid,
      p_input ->> 'type', (p_input ->> 'quantity')::bigint, p_input ->> 'unit', p_input ->> 'reason',
      (p_input ->> 'businessDate')::date);
  end if;
  return jsonb_build_object('id', v_claim.document_id);
end
$$;
comment on function inventory.request_adjustment(jsonb, jsonb) is
  'Writes a PENDING adjustment from RequestAdjustmentInput; the same idempotencyKey and body returns the first one.';

create or replace function inventory.set_adjustment_status(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.adjustments a set
    status = p_input ->> 'status',
    rejection_reason = coalesce(p_input ->> 'reason', a.rejection_reason),
    expected_sequence = (p_input ->> 'expectedSequence')::bigint
  where a.tenant_id = v_tenant_id and a.id = v_id;
  if not found then
    perform inventory.refuse('adjustment_unknown', 'There is no such adjustment',
      jsonb_build_object('field', 'id', 'adjustmentId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.set_adjustment_status(jsonb, jsonb) is
  'Sets an adjustment''s status {"id", "status", "reason"}: APPROVED, REJECTED (with a reason) or COMPLETED, which moves the stock.';
grant execute on function inventory.request_adjustment(jsonb, jsonb), inventory.set_adjustment_status(jsonb, jsonb) to bincard_app;
