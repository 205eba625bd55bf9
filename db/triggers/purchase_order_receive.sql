-- Ledger step: what came in for a line of a purchase order is the intake of its batches, without voided ones; a receipt, the
-- correction of an intake and a void each set it to that sum, and the order's status from its lines.
--
-- Locks:     the order, before any stock: by the receipt's stamp, by the void's step, before an intake is corrected; then its lines.
--            Each of the three changes a line, so that a session with an older snapshot is refused and not wrong.
-- Rights:    security definer: only the ledger writes received quantities.

create or replace function inventory.set_received(p_tenant_id uuid, p_line_id uuid, p_field jsonb) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
  v_status text;
begin
  select l.purchase_order_id, l.product_id, l.base_quantity, l.accepted_quantity, l.received_quantity as before, (
      select coalesce(sum(b.intake_quantity), 0)::bigint from inventory.batches b
      where b.tenant_id = l.tenant_id and b.purchase_order_line_id = l.id and b.voided_at is null) as received
  into v_line
  from inventory.purchase_order_lines l where l.tenant_id = p_tenant_id and l.id = p_line_id;
  if v_line.received > v_line.accepted_quantity then
    perform inventory.refuse('over_receipt',
      format('%s ordered, %s already received, %s more: at most %s are accepted', v_line.base_quantity, v_line.before,
        v_line.received - v_line.before, v_line.accepted_quantity),
      p_field || jsonb_build_object('purchaseOrderId', v_line.purchase_order_id, 'purchaseOrderLineId', p_line_id,
        'productId', v_line.product_id, 'ordered', v_line.base_quantity, 'received', v_line.before,
        'requested', v_line.received - v_line.before, 'accepted', v_line.accepted_quantity,
        'receivable', v_line.accepted_quantity - v_line.before),
      format(case when p_field ->> 'field' = 'quantity' then 'Correct the intake by at most %s more, and receive the rest without an order'
          when v_line.accepted_quantity <= v_line.before then 'Nothing more is taken for this line: receive it without an order'
          else 'Receive at most %s for the order, and the rest without one' end
          || '; or raise the tolerance for orders to come (overReceiptPercent).', v_line.accepted_quantity - v_line.before));
  end if;
  update inventory.purchase_order_lines l set received_quantity = v_line.received
  where l.tenant_id = p_tenant_id and l.id = p_line_id and l.received_quantity <> v_line.received;
  -- What was closed or cancelled by a person stays so.
  v_status := inventory.order_status(p_tenant_id, v_line.purchase_order_id);
  update inventory.purchase_orders o set status = v_status
  where o.tenant_id = p_tenant_id and o.id = v_line.purchase_order_id and o.status in ('ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED')
    and o.status <> v_status;
end
$$;
comment on function inventory.set_received(uuid, uuid, jsonb) is
  'Sets what was received for a line of a purchase order to the intake of its batches, and the order''s status; refuses more than is accepted. p_field: the facts that name the field.';

create or replace function inventory.tg_order_receive() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_line record;
begin
  for v_line in
    select n.tenant_id, n.purchase_order_line_id, array_agg(n.line_number - 1 order by n.line_number) as lines
    from new_batches n where n.purchase_order_line_id is not null
    group by n.tenant_id, n.purchase_order_line_id
    order by 1, 2
  loop
    perform inventory.check_tenant(v_line.tenant_id);
    perform inventory.set_received(v_line.tenant_id, v_line.purchase_order_line_id,
      jsonb_build_object('field', format('lines[%s].quantity', v_line.lines[cardinality(v_line.lines)]))
        || inventory.fields_of(v_line.lines, 'quantity'));
  end loop;
  return null;
end
$$;
comment on function inventory.tg_order_receive() is 'Ledger step: adds new batches to what was received for their lines of purchase orders.';

drop trigger if exists _500_order_receive on inventory.batches;
create trigger _500_order_receive after insert on inventory.batches
  referencing new table as new_batches
  for each statement execute function inventory.tg_order_receive();
comment on trigger _500_order_receive on inventory.batches is
  E'Ledger step: adds new batches to what was received for their lines of purchase orders.\nGuards: over_receipt';

create or replace function inventory.tg_order_received() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.set_received(new.tenant_id, new.purchase_order_line_id, jsonb_build_object('field', 'quantity'));
  return null;
end
$$;
comment on function inventory.tg_order_received() is
  'Ledger step: sets what was received for a line of a purchase order once the intake of a batch is corrected or its receipt voided.';

drop trigger if exists _500_order_received on inventory.batches;
create trigger _500_order_received after update of intake_quantity, voided_at on inventory.batches
  for each row when (new.purchase_order_line_id is not null) execute function inventory.tg_order_received();
comment on trigger _500_order_received on inventory.batches is
  E'Ledger step: sets what was received for a line of a purchase order once the intake of a batch is corrected or its receipt voided.\nGuards: over_receipt';

create or replace function inventory.tg_order_lock() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_order_of_receipt(new.tenant_id, (to_jsonb(new) ->> tg_argv[0])::uuid);
  return new;
end
$$;
comment on function inventory.tg_order_lock() is 'Stamp: locks the purchase order that goods came in for, before any stock.';

drop trigger if exists _100_order_lock on inventory.batches;
create trigger _100_order_lock before update of intake_quantity on inventory.batches
  for each row when (new.purchase_order_line_id is not null) execute function inventory.tg_order_lock('receipt_id');
comment on trigger _100_order_lock on inventory.batches is 'Stamp: locks the purchase order that goods came in for, before any stock.';

drop trigger if exists _100_order_lock on inventory.receipts;
create trigger _100_order_lock before update of voided_at on inventory.receipts
  for each row when (new.purchase_order_id is not null) execute function inventory.tg_order_lock('id');
comment on trigger _100_order_lock on inventory.receipts is 'Stamp: locks the purchase order that goods came in for, before any stock.';

create or replace function inventory.tg_order_illegal_transition() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_status constant text := inventory.order_status(new.tenant_id, new.id);
begin
  if new.status <> v_status then
    perform inventory.refuse('illegal_transition', format('The purchase order is %s by what was received for it, and cannot become %s', v_status, new.status),
      jsonb_build_object('field', 'id', 'id', new.id, 'from', old.status, 'to', new.status), 'Receive the goods, or void the receipt.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_order_illegal_transition() is
  'Refuses a status of a purchase order that what was received for it does not give.';

drop trigger if exists _300_illegal_transition__figures on inventory.purchase_orders;
create trigger _300_illegal_transition__figures before update of status on inventory.purchase_orders
  for each row when (new.status in ('ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED')) execute function inventory.tg_order_illegal_transition();
comment on trigger _300_illegal_transition__figures on inventory.purchase_orders is
  'A document''s status changes only along its allowed steps, and each step is taken once.';
