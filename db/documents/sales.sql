-- Entry points for sales: they insert or change document rows and nothing else; the triggers move the stock.

create or replace function inventory.sale_json(p_tenant_id uuid, p_id uuid, p_replayed boolean) returns jsonb
language sql stable
begin atomic
  select jsonb_build_object('id', s.id, 'receiptNumber', s.receipt_number, 'locationId', s.location_id, 'status', s.status,
    'createdAt', inventory.utc_text(s.created_at), 'occurredAt', inventory.utc_text(s.occurred_at), 'actor', s.actor,
    'replayed', p_replayed,
    'lines', (
      select jsonb_agg(jsonb_build_object('id', l.id, 'saleId', l.sale_id, 'productId', l.product_id,
        'quantity', l.base_quantity, 'unit', l.unit, 'refundedQuantity', l.refunded_quantity) order by l.line_number)
      from inventory.sale_lines l where l.tenant_id = s.tenant_id and l.sale_id = s.id))
  from inventory.sales s where s.tenant_id = p_tenant_id and s.id = p_id;
end;
comment on function inventory.sale_json(uuid, uuid, boolean) is
  'A sale''s plain fields and lines as the API names them; quantities in base units.';

create or replace function inventory.record_sale(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'recordSale', p_input);
  if not v_claim.replayed then
    insert into inventory.sales (tenant_id, id, receipt_number, location_id, occurred_at)
    values (v_tenant_id, v_claim.document_id,
      -- A number of its own for a sale that brings none: short enough to read out, unique by its random part.
      coalesce(p_input ->> 'receiptNumber', 'S-' || upper(right(v_claim.document_id::text, 12))),
      (p_input ->> 'locationId')::uuid, (p_input ->> 'occurredAt')::timestamptz);
    insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
    select v_tenant_id, inventory.uuid_v7(), v_claim.document_id, l.line_number, (l.line ->> 'productId')::uuid,
      (l.line ->> 'quantity')::bigint, l.line ->> 'unit'
    from jsonb_array_elements(p_input -> 'lines') with ordinality l (line, line_number);
    set constraints all immediate; -- a refusal of this document is this statement's, not the COMMIT's
  end if;
  return inventory.sale_json(v_tenant_id, v_claim.document_id, v_claim.replayed);
end
$$;
comment on function inventory.record_sale(jsonb, jsonb) is
  'Writes a sale and its lines from RecordSaleInput; the same idempotencyKey and body gets the first sale.';

create or replace function inventory.void_sale(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
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
  'Voids a sale with {"id", "reason"}: what was not refunded yet goes back to its batches. Refused by illegal_transition the second time.';

create or replace function inventory.refund_sale(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_claim record;
begin
  v_claim := inventory.claim_document(v_tenant_id, 'refundSale', p_input);
  if not v_claim.replayed then
    insert into inventory.refunds (tenant_id, id, sale_id, reason)
    values (v_tenant_id, v_claim.document_id, (p_input ->> 'saleId')::uuid, p_input ->> 'reason');
    insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity)
    select v_tenant_id, inventory.uuid_v7(), v_claim.document_id, (l ->> 'saleLineId')::uuid, (l ->> 'quantity')::bigint
    from jsonb_array_elements(p_input -> 'lines') l;
    set constraints all immediate; -- a refusal of this document is this statement's, not the COMMIT's
  end if;
  return (
    select jsonb_build_object('id', r.id, 'saleId', r.sale_id, 'reason', r.reason,
      'createdAt', inventory.utc_text(r.created_at), 'replayed', v_claim.replayed,
      'lines', (select jsonb_agg(jsonb_build_object('saleLineId', l.sale_line_id, 'quantity', l.quantity) order by l.id)
        from inventory.refund_lines l where l.tenant_id = r.tenant_id and l.refund_id = r.id))
    from inventory.refunds r where r.tenant_id = v_tenant_id and r.id = v_claim.document_id);
end
$$;
comment on function inventory.refund_sale(jsonb, jsonb) is
  'Writes a refund and its lines from RefundSaleInput (quantities in base units); the same idempotencyKey and body gets the first refund.';

grant execute on function inventory.sale_json(uuid, uuid, boolean), inventory.record_sale(jsonb, jsonb),
  inventory.void_sale(jsonb, jsonb), inventory.refund_sale(jsonb, jsonb) to bincard_app;
