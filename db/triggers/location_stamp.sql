-- Stamp: since when a location is switched off. Switching it off waits for what is being written there.
--
-- How:       a document that brings stock in has share-locked the location (lock_stock), and a sale or a reservation a
--            stock level there. What holds such a lock ends before the location is switched off; what waits for one finds
--            it switched off (location_not_active).
-- Locks:     the location (by the UPDATE, which share locks keep waiting and foreign keys do not), then its stock_levels by product
-- Rights:    security definer: locking a stock level needs a right that the writer does not have.

create or replace function inventory.tg_location_stamp() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.switched_off_at := case when not new.active then clock_timestamp() end;
    return new;
  end if;
  new.switched_off_at := case when not new.active then old.switched_off_at end;
  if old.active and not new.active then
    perform inventory.check_tenant(new.tenant_id);
    perform from inventory.stock_levels s
    where s.tenant_id = new.tenant_id and s.location_id = new.id order by s.product_id for no key update;
    new.switched_off_at := clock_timestamp();
  end if;
  return new;
end
$$;
comment on function inventory.tg_location_stamp() is
  'Stamp: since when a location is switched off; waits for what is being written there.';

drop trigger if exists _100_stamp on inventory.locations;
create trigger _100_stamp before insert or update of active, switched_off_at on inventory.locations
  for each row execute function inventory.tg_location_stamp();
comment on trigger _100_stamp on inventory.locations is
  'Stamp: since when a location is switched off; waits for what is being written there.';
