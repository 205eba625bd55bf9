-- Rule:      A batch comes in with the expiry date of its lot.
-- Why:       what the maker made under one number expires on one day; one of two dates is a mistake, and the wrong one would be
--            sold too late or thrown away too early.
-- Guards:    batches, INSERT, after the stamp (batch_stamp) has found the lot and given a line without a date the lot's
-- Locks:     none of its own: the stamp has locked the lot
-- Not enforced against: the table owner and a superuser with the trigger disabled; a restore or a replica, where the lot may have
--            been corrected after the batch came in.

create or replace function inventory.tg_lot_expiry_differs() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_lot record;
begin
  select l.lot_number, l.expiry_date into v_lot from inventory.lots l where l.tenant_id = new.tenant_id and l.id = new.lot_id;
  if new.expiry_at_receipt is distinct from v_lot.expiry_date then
    perform inventory.refuse('lot_expiry_differs',
      inventory.lot_differs_message(v_lot.lot_number, v_lot.expiry_date, new.expiry_at_receipt),
      jsonb_build_object('field', format('lines[%s].expiryDate', new.line_number - 1), 'productId', new.product_id, 'lotId', new.lot_id,
        'lotNumber', v_lot.lot_number, 'lotExpiryDate', v_lot.expiry_date, 'expiryDate', new.expiry_at_receipt),
      'Leave the expiry date out to take the lot''s. If the lot''s date is wrong, a manager corrects it with correctLotExpiry.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_lot_expiry_differs() is 'Refuses a batch whose expiry date is not its lot''s.';

drop trigger if exists _300_lot_expiry_differs on inventory.batches;
create trigger _300_lot_expiry_differs before insert on inventory.batches
  for each row execute function inventory.tg_lot_expiry_differs();
comment on trigger _300_lot_expiry_differs on inventory.batches is 'A batch comes in with the expiry date of its lot.';
