-- Rule:      A batch's intake may be corrected only while nothing but its intake has moved; after that it never changes.
-- Why:       after the first sale the intake is evidence; a difference found later is an adjustment. A cost has been spread by it: once a
--            batch has one, its intake is as fixed.
-- Guards:    batches, UPDATE of intake_quantity or its reason
-- Locks:     the batch (by the UPDATE), then the stock_levels row of its product and location: a running sale is waited
--            for and then seen.
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.batch_has_moved(p_tenant_id uuid, p_batch_id uuid) returns boolean
language sql stable
begin atomic
  select exists (
    select from inventory.movements m
    where m.tenant_id = p_tenant_id and m.batch_id = p_batch_id and inventory.kind_figure(m.kind) <> 'PURCHASES');
end;
comment on function inventory.batch_has_moved(uuid, uuid) is 'Whether anything but its intake has moved in a batch.';

create or replace function inventory.tg_intake_immutable() returns trigger
language plpgsql security definer -- locking a stock row needs a right that the writer does not have
set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_stock(old.tenant_id, array[old.product_id], array[old.location_id]);

  if old.voided_at is not null or inventory.batch_has_moved(old.tenant_id, old.id) then
    perform inventory.refuse('intake_immutable',
      format(case when old.voided_at is null then 'Stock of batch %s has already been sold, moved or adjusted'
        else 'The receipt of batch %s was voided' end, old.batch_number),
      jsonb_build_object('field', 'quantity', 'batchId', old.id, 'batchNumber', old.batch_number, 'intakeQuantity', old.intake_quantity,
        'requested', new.intake_quantity),
      'Record an adjustment for the difference.');
  end if;
  if exists (select from inventory.batch_cost_lines c where c.tenant_id = old.tenant_id and c.batch_id = old.id) then
    perform inventory.refuse('intake_immutable', format('A cost has been spread over the %s of batch %s', old.intake_quantity, old.batch_number),
      jsonb_build_object('field', 'quantity', 'batchId', old.id, 'batchNumber', old.batch_number, 'intakeQuantity', old.intake_quantity,
        'requested', new.intake_quantity),
      'Record an adjustment for the difference.');
  end if;
  if inventory.batch_is_archived(old.tenant_id, old.id) then -- after the look at its movements
    perform inventory.refuse_archived(old.tenant_id, format('The intake of batch %s can no longer be corrected', old.batch_number),
      jsonb_build_object('field', 'quantity', 'batchId', old.id, 'batchNumber', old.batch_number),
      'Record an adjustment for the difference.');
  end if;
  new.intake_reason := inventory.given_reason(new.intake_reason);
  if new.intake_reason is null then
    perform inventory.refuse('reason_missing', 'A correction needs a reason', jsonb_build_object('field', 'reason'),
      'Set intake_reason together with intake_quantity.');
  end if;
  if new.intake_quantity > inventory.largest_quantity() then
    perform inventory.refuse_quantity('quantity', new.intake_quantity);
  end if;
  perform inventory.check_reserved(new.tenant_id, new.product_id, new.location_id, new.intake_quantity - old.intake_quantity);
  return new;
end
$$;
comment on function inventory.tg_intake_immutable() is
  'Refuses to change an intake once anything but the intake has moved, or without a reason.';

drop trigger if exists _300_intake_immutable on inventory.batches;
create trigger _300_intake_immutable before update of intake_quantity, intake_reason on inventory.batches
  for each row execute function inventory.tg_intake_immutable();
comment on trigger _300_intake_immutable on inventory.batches is
  E'A batch''s intake may be corrected only while nothing but its intake has moved; after that it never changes.\nGuards: reason_missing, quantity_too_large, reserved_exceeds_stock, movement_archived';
