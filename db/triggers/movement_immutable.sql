-- Rule:      A movement is never changed or removed; a mistake is corrected by another movement.
-- Why:       every figure is derived from the movements; a ledger that can be edited proves nothing.
-- Guards:    movements, UPDATE, DELETE and TRUNCATE (an upsert is an UPDATE)
--            The ledger's role alone, and that only in tg_archive_move_out, removes movements of days that are in an archive:
--            there is a row of archives, and archive_false has checked it
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled. The chain of hashes shows it afterwards.

create or replace function inventory.tg_movement_immutable() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_level = 'ROW' and tg_op = 'DELETE' and current_user = 'bincard_ledger' then
    if exists (
      select from inventory.archives a where a.tenant_id = old.tenant_id and a.business_date >= old.business_date)
    then
      return old;
    end if;
  end if;
  perform inventory.refuse('movement_immutable', 'A movement is never changed or removed',
    jsonb_build_object('operation', tg_op), 'Void or refund its document, or correct it with another document.');
  return null;
end
$$;
comment on function inventory.tg_movement_immutable() is 'Refuses every UPDATE, DELETE and TRUNCATE of the ledger, but for the movements that an archive moves out.';

drop trigger if exists _300_movement_immutable on inventory.movements;
create trigger _300_movement_immutable before update or delete on inventory.movements
  for each row execute function inventory.tg_movement_immutable();
alter table inventory.movements enable always trigger _300_movement_immutable;
comment on trigger _300_movement_immutable on inventory.movements is
  'A movement is never changed or removed; a mistake is corrected by another movement.';

drop trigger if exists _300_movement_immutable__truncate on inventory.movements;
create trigger _300_movement_immutable__truncate before truncate on inventory.movements
  for each statement execute function inventory.tg_movement_immutable();
alter table inventory.movements enable always trigger _300_movement_immutable__truncate;
comment on trigger _300_movement_immutable__truncate on inventory.movements is
  'A movement is never changed or removed; a mistake is corrected by another movement.';
