-- Rule:      A location that is switched off takes no goods in and sells none.
-- Why:       goods that are sent to a closed shop, or promised from it, are not there when somebody asks for them.
-- Guards:    movements, INSERT of kind RECEIPT and REFUND; TRANSFER_IN at the destination; ADJUSTMENT that adds stock, but
--            for a RECOUNT. Sales and reservations under the lock of their stock level (sale_allocate, reservation_hold).
--            The stamps of receipts, sales, refunds, transfers and reservations refuse earlier, with the field.
--            Allowed: what takes stock out (transfers, damage, losses, write-offs); what corrects the books (counts,
--            RECOUNT, the intake); and what undoes an entry of that location (a voided sale, a cancelled transfer)
-- Locks:     none of its own: lock_stock has share-locked the location
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_location_not_active() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_active constant boolean := (
    select o.active from inventory.locations o where o.tenant_id = new.tenant_id and o.id = new.location_id);
begin
  if v_active or new.kind not in ('RECEIPT', 'REFUND', 'TRANSFER_IN', 'ADJUSTMENT') then
    return new;
  elsif new.kind = 'TRANSFER_IN' and exists (
       select from inventory.transfers t
       where t.tenant_id = new.tenant_id and t.id = new.document_id and t.from_location_id = new.location_id)
     or new.kind = 'ADJUSTMENT' and exists (
       select from inventory.adjustments a
       where a.tenant_id = new.tenant_id and a.id = new.document_id and a.type = 'RECOUNT') then
    return new;
  end if;
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'it takes nothing in', 'id');
  return new;
end
$$;
comment on function inventory.tg_location_not_active() is
  'Refuses a movement that brings goods to a location that is switched off.';

drop trigger if exists _300_location_not_active on inventory.movements;
create trigger _300_location_not_active before insert on inventory.movements
  for each row when (new.quantity > 0)
  execute function inventory.tg_location_not_active();
comment on trigger _300_location_not_active on inventory.movements is
  'A location that is switched off takes no goods in and sells none.';
