-- Ledger step: voiding a receipt removes its whole batches, as long as nothing but their intake has moved.
--
-- Rule:      A batch with movements is not deleted, and its receipt is not voided once anything but the intake has moved.
-- Why:       goods that were sold had been received; a wrong receipt is then corrected by an adjustment.
-- Guards:    receipts, UPDATE of voided_at (and the foreign keys of batch_stock and movements against DELETE)
-- Locks:     the receipt (by the UPDATE), its batches, stock_levels by (tenant, product, location), batch_stock.
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_receipt_void() returns trigger
language plpgsql security definer -- the app role writes documents, not movements
set search_path = pg_catalog, pg_temp
as $$
declare
  v_moved record;
begin
  perform inventory.check_tenant(new.tenant_id);
  perform from inventory.batches b
  where b.tenant_id = new.tenant_id and b.receipt_id = new.id
  order by b.id for no key update;
  perform inventory.lock_stock(new.tenant_id, array_agg(b.product_id), array_agg(b.location_id))
  from inventory.batches b where b.tenant_id = new.tenant_id and b.receipt_id = new.id;

  select b.id, b.batch_number into v_moved
  from inventory.batches b
  where b.tenant_id = new.tenant_id and b.receipt_id = new.id and inventory.batch_has_moved(b.tenant_id, b.id)
  order by b.line_number limit 1;
  if found then
    perform inventory.refuse('batch_has_history', format('Stock of batch %s has already been sold, moved or adjusted', v_moved.batch_number),
      jsonb_build_object('field', 'id', 'receiptId', new.id, 'batchId', v_moved.id, 'batchNumber', v_moved.batch_number),
      'Record an adjustment for the difference.');
  end if;

  perform inventory.check_reserved(new.tenant_id, b.product_id, b.location_id, b.quantity)
  from (
    select b.product_id, b.location_id, -sum(b.intake_quantity)::bigint as quantity from inventory.batches b
    where b.tenant_id = new.tenant_id and b.receipt_id = new.id group by b.product_id, b.location_id) b;

  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason, reverses_id,
    document_type, document_id, document_line_id)
  select m.tenant_id, 'RECEIPT_VOID', m.product_id, m.batch_id, m.location_id, -b.intake_quantity, new.void_reason, m.id,
    'RECEIPT', new.id, b.id
  from inventory.batches b
  join inventory.movements m on m.tenant_id = b.tenant_id and m.batch_id = b.id and m.kind = 'RECEIPT'
  where b.tenant_id = new.tenant_id and b.receipt_id = new.id
  order by m.product_id, m.location_id, b.id;
  if exists (
    select from inventory.batches b
    where b.tenant_id = new.tenant_id and b.receipt_id = new.id and inventory.batch_is_archived(b.tenant_id, b.id))
  then
    perform inventory.refuse_archived(new.tenant_id, 'The receipt can no longer be voided',
      jsonb_build_object('field', 'id', 'receiptId', new.id), 'Record an adjustment for the difference.');
  end if;

  update inventory.batches b set voided_at = new.voided_at
  where b.tenant_id = new.tenant_id and b.receipt_id = new.id;
  return null;
end
$$;
comment on function inventory.tg_receipt_void() is
  'Ledger step: writes the RECEIPT_VOID movements of a voided receipt and marks its batches; refuses once one of them has moved.';

drop trigger if exists _500_batch_has_history on inventory.receipts;
create trigger _500_batch_has_history after update of voided_at on inventory.receipts
  for each row when (new.voided_at is not null and old.voided_at is null)
  execute function inventory.tg_receipt_void();
comment on trigger _500_batch_has_history on inventory.receipts is
  E'A batch with movements is not deleted, and its receipt is not voided once anything but the intake has moved.\nGuards: reserved_exceeds_stock, movement_archived';
