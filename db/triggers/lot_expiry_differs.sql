-- Rule:      A batch comes in with the expiry date of its lot.
-- Why:       what the maker made under one number expires on one day; one of two dates is a mistake, and the wrong one would be
--            sold too late or thrown away too early.
-- Guards:    batches, INSERT, after the stamp (batch_stamp) has found the lot and given a line without a date the lot's; once for
--            all rows of a statement
-- Locks:     none of its own: the stamp has locked the lot
-- Not enforced against: the table owner and a superuser with the trigger disabled; a restore or a replica, where the lot may have
--            been corrected after the batch came in.

create or replace function inventory.tg_lot_expiry_differs() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
begin
  select b.line_number, b.product_id, b.lot_id, b.expiry_at_receipt, l.lot_number, l.expiry_date into v_batch
  from new_batches b
  cross join lateral ( -- by the key for each
    select l.lot_number, l.expiry_date from inventory.lots l where l.tenant_id = b.tenant_id and l.id = b.lot_id offset 0) l
  where b.expiry_at_receipt is distinct from l.expiry_date
  order by b.receipt_id, b.line_number
  limit 1;
  if found then
    perform inventory.refuse('lot_expiry_differs',
      inventory.lot_differs_message(v_batch.lot_number, v_batch.expiry_date, v_batch.expiry_at_receipt),
      jsonb_build_object('field', format('lines[%s].expiryDate', v_batch.line_number - 1), 'productId', v_batch.product_id,
        'lotId', v_batch.lot_id, 'lotNumber', v_batch.lot_number, 'lotExpiryDate', v_batch.expiry_date,
        'expiryDate', v_batch.expiry_at_receipt),
      'Leave the expiry date out to take the lot''s. If the lot''s date is wrong, a manager corrects it with correctLotExpiry.');
  end if;
  return null;
end
$$;
comment on function inventory.tg_lot_expiry_differs() is 'Refuses batches whose expiry date is not their lot''s.';

drop trigger if exists _300_lot_expiry_differs on inventory.batches;
create trigger _300_lot_expiry_differs after insert on inventory.batches
  referencing new table as new_batches
  for each statement execute function inventory.tg_lot_expiry_differs();
comment on trigger _300_lot_expiry_differs on inventory.batches is 'A batch comes in with the expiry date of its lot.';
