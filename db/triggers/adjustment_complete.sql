-- Ledger step: completing an adjustment moves its batch. It happens once, since COMPLETED is never left or set again.
--
-- Locks:     the adjustment (by the UPDATE), the batch if stock is added, then stock_levels, then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_adjustment_complete() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.check_tenant(new.tenant_id);
  if new.base_quantity > 0 then
    perform inventory.lock_batches(new.tenant_id, array[new.batch_id]);
  end if;
  perform inventory.lock_stock(new.tenant_id, array[new.product_id], array[new.location_id], p_make => new.base_quantity > 0);
  perform inventory.check_sequence(new.tenant_id, new.batch_id, new.location_id, new.expected_sequence, 'expectedSequence');
  perform inventory.refuse_voided_batch(new.tenant_id, new.batch_id);
  perform inventory.move_batch(new.tenant_id, new.product_id, new.batch_id, new.location_id, new.base_quantity, new.reason,
    'ADJUSTMENT', 'ADJUSTMENT', new.id, new.id,
    case when new.backdated then new.business_date end);
  return null;
end
$$;
comment on function inventory.tg_adjustment_complete() is 'Ledger step: writes the ADJUSTMENT movement of a completed adjustment.';

drop trigger if exists _500_complete on inventory.adjustments;
create trigger _500_complete after update of status on inventory.adjustments
  for each row when (new.status = 'COMPLETED') execute function inventory.tg_adjustment_complete();
comment on trigger _500_complete on inventory.adjustments is
  E'Ledger step: writes the ADJUSTMENT movement of a completed adjustment.\nGuards: insufficient_stock, reserved_exceeds_stock, batch_voided';
