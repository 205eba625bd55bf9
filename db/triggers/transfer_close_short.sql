-- Ledger step: approving the closing of a transfer brings what has not arrived back, on paper, to where it left, and takes it
-- out of its batch there as a loss. Both movements name the transfer, which is FULFILLED then. The loss is what is missing
-- now: goods may have arrived since it was asked for.
--
-- Locks:     the closing (by the UPDATE), the transfer, then stock_levels by (tenant, product, location), then batch_stock.
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_transfer_close_short() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_transfer inventory.transfers;
  v_missing record;
  v_found boolean := false;
begin
  perform inventory.check_tenant(new.tenant_id);
  select t.* into v_transfer
  from inventory.transfers t where t.tenant_id = new.tenant_id and t.id = new.transfer_id for no key update;
  perform inventory.lock_stock(new.tenant_id, array_agg(i.product_id), array_agg(v_transfer.from_location_id))
  from inventory.in_transit(new.tenant_id, new.transfer_id) i;
  for v_missing in select i.* from inventory.in_transit(new.tenant_id, new.transfer_id) i order by i.place loop
    v_found := true;
    insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason,
      document_type, document_id, document_line_id)
    values
      (new.tenant_id, 'TRANSFER_IN', v_missing.product_id, v_missing.batch_id, v_transfer.from_location_id, v_missing.quantity,
        new.reason, 'TRANSFER', new.transfer_id, v_missing.line_id),
      (new.tenant_id, 'ADJUSTMENT', v_missing.product_id, v_missing.batch_id, v_transfer.from_location_id, -v_missing.quantity,
        'LOSS: ' || new.reason, 'TRANSFER', new.transfer_id, v_missing.line_id);
  end loop;
  if not v_found then
    perform inventory.refuse('illegal_transition', format('Nothing of this transfer is missing: it is %s', v_transfer.status),
      jsonb_build_object('field', 'id', 'id', new.transfer_id, 'from', v_transfer.status, 'to', 'FULFILLED'));
  end if;
  update inventory.transfers t set status = 'FULFILLED' where t.tenant_id = new.tenant_id and t.id = new.transfer_id;
  return null;
end
$$;
comment on function inventory.tg_transfer_close_short() is
  'Ledger step: writes off what has not arrived of a transfer, as a loss where it left.';

drop trigger if exists _500_close on inventory.transfer_closings;
create trigger _500_close after update of status on inventory.transfer_closings
  for each row when (new.status = 'APPROVED') execute function inventory.tg_transfer_close_short();
comment on trigger _500_close on inventory.transfer_closings is
  E'Ledger step: writes off what has not arrived of a transfer, as a loss where it left.\nGuards: illegal_transition';
