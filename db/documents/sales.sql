-- Sales and refunds: what is declared of their tables, then the entry points, which insert or change rows of documents and
-- nothing else; the triggers move the stock.
--
-- Plans:     every statement here and in the triggers finds its rows by key. So plans are generic (planning each call
--            costs more than running it) and use indexes even while a young table looks empty.
-- Deferred:  rules that are checked at COMMIT are checked after the function has returned; a call that is a transaction of
--            its own gets their refusal in the same round trip.

select
  inventory.make_immutable('inventory.sales', p_except => array['status', 'voided_at', 'voided_by', 'void_reason']),
  inventory.make_immutable('inventory.sale_lines', p_except => array['refunded_quantity']), -- sealed by sale_line_stamp
  inventory.make_immutable('inventory.refunds'),
  inventory.make_immutable('inventory.refund_lines'),
  inventory.seal_lines('inventory.refunds', 'inventory.refund_lines', 'refund'),
  inventory.require_lines('inventory.refunds', 'inventory.refund_lines', 'refund'),
  inventory.audit('inventory.sales', 'sale', 'update'),
  inventory.allow_role('inventory.sales', 'insert', 'clerk'),
  inventory.manager_if('inventory.sales', 'insert', 'backdated'),
  inventory.allow_role('inventory.sales', 'update', 'clerk'),
  inventory.allow_role('inventory.sale_lines', 'insert', 'clerk'),
  inventory.allow_role('inventory.refunds', 'insert', 'clerk'),
  inventory.manager_if('inventory.refunds', 'insert', 'backdated'),
  inventory.allow_role('inventory.refund_lines', 'insert', 'clerk');

create or replace function inventory.sale_header_json(
  p_id uuid, p_receipt_number text, p_location_id uuid, p_status text, p_created_at timestamptz, p_business_date date,
  p_occurred_at timestamptz, p_actor text
) returns jsonb language sql stable
return jsonb_build_object('id', p_id, 'receiptNumber', p_receipt_number, 'locationId', p_location_id, 'status', p_status,
  'createdAt', inventory.utc_text(p_created_at), 'businessDate', p_business_date,
  'occurredAt', inventory.utc_text(p_occurred_at), 'actor', p_actor);
comment on function inventory.sale_header_json(uuid, text, uuid, text, timestamptz, date, timestamptz, text) is
  'A sale''s own plain fields as the API names them.';

create or replace function inventory.sale_line_json(
  p_id uuid, p_sale_id uuid, p_product_id uuid, p_base_quantity bigint, p_unit text, p_refunded_quantity bigint,
  p_unit_price numeric
) returns jsonb language sql stable
return jsonb_build_object('id', p_id, 'saleId', p_sale_id, 'productId', p_product_id, 'quantity', p_base_quantity,
  'unit', p_unit, 'unitPrice', inventory.price_text(p_unit_price), 'refundedQuantity', p_refunded_quantity);
comment on function inventory.sale_line_json(uuid, uuid, uuid, bigint, text, bigint, numeric) is
  'A sale line''s plain fields as the API names them; quantities in base units.';
grant execute on function inventory.sale_header_json(uuid, text, uuid, text, timestamptz, date, timestamptz, text),
  inventory.sale_line_json(uuid, uuid, uuid, bigint, text, bigint, numeric) to bincard_app;

create or replace function inventory.sale_json(p_tenant_id uuid, p_id uuid, p_replayed boolean) returns jsonb
language sql stable
begin atomic
  select inventory.sale_header_json(s.id, s.receipt_number, s.location_id, s.status, s.created_at, s.business_date,
      s.occurred_at, s.actor)
    || jsonb_build_object('replayed', p_replayed, 'lines', (
    select jsonb_agg(inventory.sale_line_json(l.id, l.sale_id, l.product_id, l.base_quantity, l.unit, l.refunded_quantity, l.unit_price)
      order by l.line_number)
    from inventory.sale_lines l where l.tenant_id = p_tenant_id and l.sale_id = p_id))
  from inventory.sales s where s.tenant_id = p_tenant_id and s.id = p_id;
end;
comment on function inventory.sale_json(uuid, uuid, boolean) is
  'A sale''s plain fields and lines as the API names them; quantities in base units.';

-- What both record_sale and record_sales take from an input; the planner puts single expressions in the caller's place.
create or replace function inventory.sale_number(p_id uuid, p_input jsonb) returns text
language sql stable
-- A sale without a number gets one that is short enough to read out and unique by its random part.
return coalesce(p_input ->> 'receiptNumber', 'S-' || upper(right(p_id::text, 12)));
comment on function inventory.sale_number(uuid, jsonb) is 'The receipt number of a sale: the one given, or one made of its id.';

create or replace function inventory.names_reservations(p_input jsonb) returns boolean
language sql immutable
return jsonb_array_length(nullif(p_input -> 'reservationIds', 'null')) > 0;
comment on function inventory.names_reservations(jsonb) is 'Whether a sale''s input names reservations.';

create or replace function inventory.reservation_ids(p_input jsonb) returns uuid[]
language sql immutable
return (select array_agg(k::uuid) from jsonb_array_elements_text(p_input -> 'reservationIds') k);
comment on function inventory.reservation_ids(jsonb) is 'The reservations that a sale''s input names.';
grant execute on function inventory.sale_number(uuid, jsonb), inventory.names_reservations(jsonb), inventory.reservation_ids(jsonb) to bincard_app;

create or replace function inventory.record_sale(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
  v_sale inventory.sales;
  v_lines jsonb;
  v_result jsonb;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'recordSale', p_input);
  if v_claim.replayed then
    return inventory.sale_json(v_tenant_id, v_claim.document_id, true);
  end if;
  v_result := inventory.record_plain_sale(v_tenant_id, v_claim.document_id, p_input);
  if v_result is not null then
    return v_result;
  end if;
  p_input := inventory.with_quantities(v_tenant_id, p_input);

  insert into inventory.sales (tenant_id, id, receipt_number, location_id, occurred_at, business_date, reservation_ids)
  values (v_tenant_id, v_claim.document_id,
    inventory.sale_number(v_claim.document_id, p_input),
    (p_input ->> 'locationId')::uuid, (p_input ->> 'occurredAt')::timestamptz, (p_input ->> 'businessDate')::date,
    case when inventory.names_reservations(p_input) then inventory.reservation_ids(p_input) end)
  returning * into v_sale;

  with written as (
    insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, batch_id, lot_id, quantity, unit, unit_price)
    select v_tenant_id, inventory.uuid_v7(), v_claim.document_id, l.line_number, (l.line ->> 'productId')::uuid,
      (l.line ->> 'batchId')::uuid, (l.line ->> 'lotId')::uuid, (l.line ->> 'quantity')::bigint, l.line ->> 'unit', (l.line ->> 'unitPrice')::numeric
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number)
    returning *
  )
  select jsonb_agg(inventory.sale_line_json(w.id, w.sale_id, w.product_id, w.base_quantity, w.unit, w.refunded_quantity, w.unit_price)
    order by w.line_number)
  into v_lines
  from written w;

  return inventory.sale_header_json(v_sale.id, v_sale.receipt_number, v_sale.location_id, v_sale.status, v_sale.created_at, v_sale.business_date,
      v_sale.occurred_at, v_sale.actor)
    || jsonb_build_object('replayed', false, 'lines', v_lines);
end
$$;
comment on function inventory.record_sale(jsonb, jsonb) is
  'Writes a sale and its lines from RecordSaleInput; the same idempotencyKey and body returns the first sale.';

create or replace function inventory.void_sale(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_id uuid := (p_input ->> 'id')::uuid;
begin
  update inventory.sales s set status = 'VOIDED', void_reason = p_input ->> 'reason'
  where s.tenant_id = v_tenant_id and s.id = v_id;
  if not found then
    perform inventory.refuse('sale_unknown', 'There is no such sale', jsonb_build_object('field', 'id', 'saleId', v_id));
  end if;
  return inventory.sale_json(v_tenant_id, v_id, false);
end
$$;
comment on function inventory.void_sale(jsonb, jsonb) is
  'Voids a sale with {"id", "reason"}: what was not refunded returns to its batches. Refused by illegal_transition the second time.';

create or replace function inventory.refund_sale(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'refundSale', p_input);
  if not v_claim.replayed then
    p_input := inventory.with_quantities(v_tenant_id, p_input);
    insert into inventory.refunds (tenant_id, id, sale_id, location_id, reason, business_date)
    values (v_tenant_id, v_claim.document_id, (p_input ->> 'saleId')::uuid, (p_input ->> 'locationId')::uuid, p_input ->> 'reason',
      (p_input ->> 'businessDate')::date);
    insert into inventory.refund_lines (tenant_id, id, refund_id, line_number, sale_line_id, quantity, disposition)
    select v_tenant_id, inventory.uuid_v7(), v_claim.document_id, l.line_number, (l.line ->> 'saleLineId')::uuid,
      (l.line ->> 'quantity')::bigint, coalesce(l.line ->> 'disposition', 'RESTOCK')
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number);
  end if;
  return (
    select jsonb_build_object('id', r.id, 'saleId', r.sale_id, 'locationId', r.location_id, 'reason', r.reason,
      'createdAt', inventory.utc_text(r.created_at), 'businessDate', r.business_date, 'actor', r.actor,
      'replayed', v_claim.replayed,
      'lines', (select jsonb_agg(jsonb_build_object('saleLineId', l.sale_line_id, 'quantity', l.quantity,
          'disposition', l.disposition, 'locationId', l.location_id) order by l.line_number, l.id)
        from inventory.refund_lines l where l.tenant_id = r.tenant_id and l.refund_id = r.id))
    from inventory.refunds r where r.tenant_id = v_tenant_id and r.id = v_claim.document_id);
end
$$;
comment on function inventory.refund_sale(jsonb, jsonb) is
  'Writes a refund and its lines from RefundSaleInput (quantities in base units); the same idempotencyKey and body returns the first refund.';

grant execute on function inventory.sale_json(uuid, uuid, boolean), inventory.record_sale(jsonb, jsonb),
  inventory.void_sale(jsonb, jsonb), inventory.refund_sale(jsonb, jsonb) to bincard_app;
