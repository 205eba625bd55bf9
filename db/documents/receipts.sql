-- Receipts: what is declared of their tables, then the entry points, which insert or change rows of documents and nothing
-- else; the triggers move the stock. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.receipts', p_except => array['voided_at', 'voided_by', 'void_reason']),
  inventory.seal_lines('inventory.receipts', 'inventory.batches', 'receipt', p_open => 'd.voided_at is null and d.assembly_id is null', p_but_ledger => true),
  inventory.require_lines('inventory.receipts', 'inventory.batches', 'receipt'),
  inventory.audit('inventory.receipts', 'receipt', 'update'),
  inventory.allow_role('inventory.receipts', 'insert', 'clerk'),
  inventory.manager_if('inventory.receipts', 'insert', 'backdated'),
  inventory.allow_role('inventory.receipts', 'update', 'manager');

create or replace function inventory.receipt_json(p_tenant_id uuid, p_id uuid, p_replayed boolean) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object('id', r.id, 'locationId', r.location_id, 'supplier', r.supplier, 'purchaseOrderId', r.purchase_order_id,
    'assemblyId', r.assembly_id, 'reference', r.reference,
    'receivedAt', inventory.utc_text(r.received_at), 'businessDate', r.business_date, 'voided', r.voided_at is not null,
    'actor', r.actor, 'replayed', p_replayed)
  from inventory.receipts r where r.tenant_id = p_tenant_id and r.id = p_id;
end;
comment on function inventory.receipt_json(uuid, uuid, boolean) is 'A receipt''s plain fields as the API names them.';

create or replace function inventory.write_batches(p_tenant_id uuid, p_batches jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  if inventory.write_plain_batches(p_tenant_id, p_batches) then
    return;
  end if;
  insert into inventory.batches (tenant_id, id, receipt_id, line_number, purchase_order_line_id, product_id, batch_number, quantity,
    received_unit, unit_cost, expiry_at_receipt, accepted_expired)
  select p_tenant_id, (l.line ->> 'id')::uuid, (l.line ->> 'receiptId')::uuid, coalesce((l.line ->> 'lineNumber')::integer, 1),
    (l.line ->> 'purchaseOrderLineId')::uuid, (l.line ->> 'productId')::uuid, l.line ->> 'batchNumber', (l.line ->> 'quantity')::bigint,
    l.line ->> 'unit', (l.line ->> 'unitCost')::numeric, (l.line ->> 'expiryDate')::date, coalesce((l.line ->> 'acceptExpired')::boolean, false)
  from jsonb_array_elements(p_batches) with ordinality l (line, n)
  -- In the order of their lots, so that two receipts of the same new lots wait for each other in one order.
  order by (l.line ->> 'productId')::uuid, inventory.code_key(l.line ->> 'batchNumber'), l.n;
end
$$;
comment on function inventory.write_batches(uuid, jsonb) is
  'Writes lines of receipts that are there, ReceiptLineInput with an "id", a "receiptId" and a "lineNumber" (1) each, in the order of which FEFO takes those that came in together; quantities are in base units.';

create or replace function inventory.write_receipts(p_tenant_id uuid, p_receipts jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  insert into inventory.receipts (tenant_id, id, location_id, supplier, supplier_id, purchase_order_id, reference, business_date)
  select p_tenant_id, (r.receipt ->> 'id')::uuid, (r.receipt ->> 'locationId')::uuid, r.receipt ->> 'supplier',
    (r.receipt ->> 'supplierId')::uuid, (r.receipt ->> 'purchaseOrderId')::uuid, r.receipt ->> 'reference',
    (r.receipt ->> 'businessDate')::date
  from jsonb_array_elements(p_receipts) r (receipt);
  perform inventory.write_batches(p_tenant_id, (
    select jsonb_agg(l.line order by l.receipt_number, l.line_number)
    from ( -- ids in the order of the lines, which FEFO uses
      select e.line || jsonb_build_object('id', inventory.uuid_v7(), 'receiptId', r.receipt -> 'id', 'lineNumber', e.line_number) as line,
        r.receipt_number, e.line_number
      from jsonb_array_elements(p_receipts) with ordinality r (receipt, receipt_number)
      cross join lateral jsonb_array_elements(r.receipt -> 'lines') with ordinality e (line, line_number) offset 0) l));
end
$$;
comment on function inventory.write_receipts(uuid, jsonb) is
  'Writes receipts and their batches from ReceiveStockInput with an "id" each; quantities are in base units.';

create or replace function inventory.receive_stock(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'receiveStock', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_quantities(v_tenant_id, p_input);
    perform inventory.write_receipts(v_tenant_id, jsonb_build_array(p_input || jsonb_build_object('id', v_claim.document_id)));
  end if;
  return inventory.receipt_json(v_tenant_id, v_claim.document_id, v_claim.replayed);
end
$$;
comment on function inventory.receive_stock(jsonb, jsonb) is
  'Writes a receipt and its batches from ReceiveStockInput; the same idempotencyKey and body returns the first receipt.';

create or replace function inventory.correct_intake(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'batchId')::uuid;
  v_current bigint;
begin
  -- The order before the batch, as whoever voids the receipt locks them.
  perform inventory.lock_order_of_receipt(v_tenant_id, (
    select b.receipt_id from inventory.batches b where b.tenant_id = v_tenant_id and b.id = v_id));
  update inventory.batches b set
    intake_quantity = (p_input ->> 'quantity')::bigint,
    intake_reason = p_input ->> 'reason'
  where b.tenant_id = v_tenant_id and b.id = v_id
    and b.intake_quantity = coalesce((p_input ->> 'expectedQuantity')::bigint, b.intake_quantity);
  if not found then
    select b.intake_quantity into v_current from inventory.batches b where b.tenant_id = v_tenant_id and b.id = v_id;
    if found then
      perform inventory.refuse_stale('expectedQuantity', (p_input ->> 'expectedQuantity')::bigint, v_current);
    end if;
    perform inventory.refuse('batch_unknown', 'There is no such batch', jsonb_build_object('field', 'batchId', 'batchId', v_id));
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.correct_intake(jsonb, jsonb) is
  'Sets a batch''s intake to {"batchId", "quantity" (base units), "reason"} while nothing else has moved. Refused by intake_immutable, stale_version.';

create or replace function inventory.void_receipt(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.receipts r set voided_at = now(), void_reason = p_input ->> 'reason'
  where r.tenant_id = v_tenant_id and r.id = v_id;
  if not found then
    perform inventory.refuse('receipt_unknown', 'There is no such receipt', jsonb_build_object('field', 'id', 'receiptId', v_id));
  end if;
  return inventory.receipt_json(v_tenant_id, v_id, false);
end
$$;
comment on function inventory.void_receipt(jsonb, jsonb) is
  'Voids a receipt with {"id", "reason"}. Refused by batch_has_history and, the second time, by illegal_transition.';

grant execute on function inventory.receipt_json(uuid, uuid, boolean), inventory.write_batches(uuid, jsonb), inventory.write_receipts(uuid, jsonb), inventory.receive_stock(jsonb, jsonb),
  inventory.correct_intake(jsonb, jsonb), inventory.void_receipt(jsonb, jsonb) to bincard_app;
