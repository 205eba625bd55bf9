-- Purchase orders: what is declared of their tables, then the entry points. Plans as in sales.sql.

select
  inventory.make_immutable('inventory.purchase_orders', p_except => array['status', 'reason', 'expected_on']),
  inventory.make_immutable('inventory.purchase_order_lines', p_by_ledger => array['received_quantity']),
  inventory.seal_lines('inventory.purchase_orders', 'inventory.purchase_order_lines', 'purchase_order', p_open => 'd.status = ''DRAFT'''),
  inventory.require_lines('inventory.purchase_orders', 'inventory.purchase_order_lines', 'purchase_order'),
  inventory.allow_steps('inventory.purchase_orders', array['reason'], array['DRAFT>ORDERED', 'DRAFT>CANCELLED', 'ORDERED>CANCELLED',
    'ORDERED>PARTIALLY_RECEIVED', 'ORDERED>RECEIVED', 'PARTIALLY_RECEIVED>RECEIVED', 'PARTIALLY_RECEIVED>ORDERED',
    'PARTIALLY_RECEIVED>CLOSED_SHORT', 'RECEIVED>PARTIALLY_RECEIVED', 'RECEIVED>ORDERED']),
  inventory.audit('inventory.purchase_orders', 'purchase_order', 'update'),
  inventory.allow_role('inventory.purchase_orders', 'insert', 'manager'),
  inventory.allow_role('inventory.purchase_orders', 'update', 'manager'),
  inventory.allow_role('inventory.purchase_order_lines', 'insert', 'manager');

create or replace function inventory.refuse_order_number_taken(p_tenant_id uuid, p_number text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_other record;
begin
  select o.id, o.order_number into v_other from inventory.purchase_orders o
  where o.tenant_id = p_tenant_id and o.order_number_key = inventory.code_key(p_number);
  if found then
    perform inventory.refuse('order_number_taken', format('Order number %s is already that of another purchase order', v_other.order_number),
      jsonb_build_object('field', 'orderNumber', 'orderNumber', inventory.clean_code(p_number), 'takenBy', v_other.order_number,
        'purchaseOrderId', v_other.id),
      'Choose another number, or leave it out. To repeat a request safely, give it an idempotencyKey.');
  end if;
end
$$;
comment on function inventory.refuse_order_number_taken(uuid, text) is
  'Refuses (order_number_taken) a number that a purchase order has, and names that order.';

create or replace function inventory.create_purchase_order(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'createPurchaseOrder', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_quantities(v_tenant_id, p_input);
    insert into inventory.purchase_orders (tenant_id, id, order_number, supplier_id, location_id, expected_on)
    values (v_tenant_id, v_claim.document_id, p_input ->> 'orderNumber', (p_input ->> 'supplierId')::uuid,
      (p_input ->> 'locationId')::uuid, (p_input ->> 'expectedOn')::date);
    insert into inventory.purchase_order_lines (tenant_id, id, purchase_order_id, line_number, product_id, quantity, unit, unit_cost, expected_on)
    select v_tenant_id, inventory.uuid_v7(), v_claim.document_id, l.line_number, (l.line ->> 'productId')::uuid,
      (l.line ->> 'quantity')::bigint, l.line ->> 'unit', (l.line ->> 'unitCost')::numeric, (l.line ->> 'expectedOn')::date
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number)
    order by l.line_number;
    if not coalesce((p_input ->> 'draft')::boolean, false) then
      update inventory.purchase_orders o set status = 'ORDERED' where o.tenant_id = v_tenant_id and o.id = v_claim.document_id;
    end if;
  end if;
  return jsonb_build_object('id', v_claim.document_id, 'lines', (
    select jsonb_agg(jsonb_build_object('id', l.id, 'productId', l.product_id, 'quantity', l.base_quantity) order by l.line_number)
    from inventory.purchase_order_lines l where l.tenant_id = v_tenant_id and l.purchase_order_id = v_claim.document_id));
exception when unique_violation then
  perform inventory.refuse_order_number_taken(v_tenant_id, p_input ->> 'orderNumber');
  raise;
end
$$;
comment on function inventory.create_purchase_order(jsonb, jsonb) is
  'Writes a purchase order and its lines from CreatePurchaseOrderInput, and places it unless it is a draft; the same idempotencyKey and body returns the first one.';

create or replace function inventory.set_purchase_order_status(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.purchase_orders o set
    status = p_input ->> 'status',
    reason = coalesce(p_input ->> 'reason', o.reason)
  where o.tenant_id = v_tenant_id and o.id = v_id;
  if not found then
    perform inventory.refuse('purchase_order_unknown', 'There is no such purchase order',
      jsonb_build_object('field', 'id', 'purchaseOrderId', v_id), 'The query purchaseOrders lists them.');
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.set_purchase_order_status(jsonb, jsonb) is
  'Sets a purchase order''s status {"id", "status", "reason"}: ORDERED (of a DRAFT), CLOSED_SHORT or CANCELLED (with a reason).';

create or replace function inventory.expect_purchase_order(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.purchase_orders o set expected_on = (p_input ->> 'expectedOn')::date where o.tenant_id = v_tenant_id and o.id = v_id;
  if not found then
    perform inventory.refuse('purchase_order_unknown', 'There is no such purchase order',
      jsonb_build_object('field', 'id', 'purchaseOrderId', v_id), 'The query purchaseOrders lists them.');
  end if;
  return jsonb_build_object('id', v_id);
end
$$;
comment on function inventory.expect_purchase_order(jsonb, jsonb) is
  'Sets when a purchase order is expected {"id", "expectedOn": a day, or null}, while something of it is to come. Lines with a day of their own keep it. Refused by purchase_order_unknown, illegal_transition.';

grant execute on function inventory.refuse_order_number_taken(uuid, text), inventory.create_purchase_order(jsonb, jsonb),
  inventory.set_purchase_order_status(jsonb, jsonb), inventory.expect_purchase_order(jsonb, jsonb) to bincard_app;
