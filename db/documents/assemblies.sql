-- Assemblies: what is declared of their tables, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.assemblies', p_except => array['status', 'void_reason'],
    p_by_ledger => array['parts_cost', 'parts_without_cost']),
  inventory.make_immutable('inventory.assembly_parts'),
  inventory.put_document_immutable('inventory.assembly_parts', '__insert', 'before insert', 'row when (current_user <> ''bincard_ledger'')'),
  inventory.allow_steps('inventory.assemblies', array['void_reason'], array['COMPLETED>VOIDED']),
  inventory.audit('inventory.assemblies', 'assembly', 'update of status, void_reason'),
  inventory.allow_role('inventory.assemblies', 'insert', 'clerk'),
  inventory.manager_if('inventory.assemblies', 'insert', 'backdated'),
  inventory.allow_role('inventory.assemblies', 'update', 'manager');

create or replace function inventory.assemble_stock(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'assembleStock', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_quantity(v_tenant_id, p_input, '');
    insert into inventory.assemblies (tenant_id, id, product_id, location_id, quantity, unit, batch_number, business_date)
    values (v_tenant_id, v_claim.document_id, (p_input ->> 'productId')::uuid, (p_input ->> 'locationId')::uuid,
      (p_input ->> 'quantity')::bigint, p_input ->> 'unit', p_input ->> 'batchNumber', (p_input ->> 'businessDate')::date);
  end if;
  return jsonb_build_object('id', v_claim.document_id, 'replayed', v_claim.replayed);
end
$$;
comment on function inventory.assemble_stock(jsonb, jsonb) is
  'Writes an assembly from AssembleStockInput: its parts leave stock and its sets come in; the same idempotencyKey and body returns the first one. Refused by insufficient_stock, assembly_without_parts, kit_not_stocked, product_not_tracked, quantity_too_large, lot_expiry_differs.';

create or replace function inventory.void_assembly(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.assemblies a set status = 'VOIDED', void_reason = p_input ->> 'reason'
  where a.tenant_id = v_tenant_id and a.id = v_id;
  if not found then
    perform inventory.refuse('assembly_unknown', 'There is no such assembly', jsonb_build_object('field', 'id', 'assemblyId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.void_assembly(jsonb, jsonb) is
  'Voids an assembly with {"id", "reason"}: its sets leave stock and its parts return to their batches. Refused by batch_has_history, reserved_exceeds_stock and, the second time, by illegal_transition.';
grant execute on function inventory.assemble_stock(jsonb, jsonb), inventory.void_assembly(jsonb, jsonb) to bincard_app;
