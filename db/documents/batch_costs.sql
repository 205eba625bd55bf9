-- Costs of batches: what is declared of their table, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.batch_costs'),
  inventory.audit('inventory.batch_costs', 'batch_cost', 'insert'),
  inventory.allow_role('inventory.batch_costs', 'insert', 'manager');

create or replace function inventory.write_batch_cost(p_tenant_id uuid, p_operation text, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_claim record;
  v_wrong record;
  v_weights jsonb;
begin
  v_claim := inventory.claim_document(p_tenant_id, p_operation, p_input);
  if not v_claim.replayed then
    select w.place, w.weight ->> 'batchId' as batch_id into v_wrong -- the row has the weights by batch, without their places
    from jsonb_array_elements(nullif(p_input -> 'weights', 'null')) with ordinality w (weight, place)
    where not exists (
      select from inventory.batches b
      where b.tenant_id = p_tenant_id and b.receipt_id = (p_input ->> 'receiptId')::uuid and b.id = (w.weight ->> 'batchId')::uuid)
    order by w.place limit 1;
    if found then
      perform inventory.refuse('batch_unknown', 'The receipt has no such batch', jsonb_build_object(
        'field', format('weights[%s].batchId', v_wrong.place - 1), 'receiptId', p_input ->> 'receiptId', 'batchId', v_wrong.batch_id));
    end if;
    select w.place, lower(w.weight ->> 'batchId') as batch_id, b.batch_number into v_wrong -- and the last of two
    from jsonb_array_elements(nullif(p_input -> 'weights', 'null')) with ordinality w (weight, place)
    join inventory.batches b on b.tenant_id = p_tenant_id and b.id = (w.weight ->> 'batchId')::uuid
    where exists (
      select from jsonb_array_elements(p_input -> 'weights') with ordinality e (weight, place)
      where e.place < w.place and (e.weight ->> 'batchId')::uuid = b.id)
    order by w.place limit 1;
    if found then
      perform inventory.refuse('cost_basis_missing', format('Batch %s has two weights', v_wrong.batch_number), jsonb_build_object(
        'field', format('weights[%s].batchId', v_wrong.place - 1), 'receiptId', p_input ->> 'receiptId', 'batchId', v_wrong.batch_id,
        'batchNumber', v_wrong.batch_number), 'Give each batch of the receipt one weight.');
    end if;
    select jsonb_object_agg(lower(w ->> 'batchId'), (w ->> 'weight')::numeric) into v_weights
    from jsonb_array_elements(nullif(p_input -> 'weights', 'null')) w;
    insert into inventory.batch_costs (tenant_id, id, batch_id, receipt_id, kind, amount, spread_by, weights, reason, business_date)
    values (p_tenant_id, v_claim.document_id, (p_input ->> 'batchId')::uuid, (p_input ->> 'receiptId')::uuid,
      coalesce(p_input ->> 'kind', 'OTHER'), (p_input ->> 'amount')::numeric, coalesce(p_input ->> 'spreadBy', 'QUANTITY'), v_weights,
      p_input ->> 'reason', (p_input ->> 'businessDate')::date);
  end if;
  return (
    select jsonb_build_object('id', c.id, 'batchId', c.batch_id, 'receiptId', c.receipt_id, 'kind', c.kind, 'amount', c.amount::text,
      'spreadBy', c.spread_by, 'reason', c.reason, 'businessDate', c.business_date, 'recordedAt', inventory.utc_text(c.recorded_at),
      'actor', c.actor, 'replayed', v_claim.replayed)
    from inventory.batch_costs c where c.tenant_id = p_tenant_id and c.id = v_claim.document_id);
end
$$;
comment on function inventory.write_batch_cost(uuid, text, jsonb) is
  'Writes a cost from {"batchId" or "receiptId", "amount", "kind", "spreadBy", "weights", "reason", "businessDate"}; the same idempotencyKey and body returns the first one.';

create or replace function inventory.add_batch_cost(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return inventory.write_batch_cost(inventory.identify(p_identity), 'addBatchCost', p_input);
end
$$;
comment on function inventory.add_batch_cost(jsonb, jsonb) is
  'Adds a cost to one batch. Refused by batch_unknown, batch_voided, quantity_zero, cost_negative, business_date_out_of_order.';

create or replace function inventory.add_receipt_cost(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return inventory.write_batch_cost(inventory.identify(p_identity), 'addReceiptCost', p_input);
end
$$;
comment on function inventory.add_receipt_cost(jsonb, jsonb) is
  'Spreads a cost over the batches of a receipt. Refused by receipt_unknown, batch_unknown, batch_voided, cost_basis_missing, quantity_zero, cost_negative, business_date_out_of_order.';
grant execute on function inventory.write_batch_cost(uuid, text, jsonb), inventory.add_batch_cost(jsonb, jsonb),
  inventory.add_receipt_cost(jsonb, jsonb) to bincard_app;
