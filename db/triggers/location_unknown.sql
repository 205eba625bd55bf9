-- Stamp: a sale starts COMPLETED, now, by the current actor, at a location that is there.
--
-- Rule:      A document names a location of its own tenant.
-- Why:       a foreign key would share-lock the location's row in every sale, and all tills lock the same few.
-- Guards:    sales, INSERT (other documents have a foreign key of this name)
-- Locks:     none: a location is never deleted (master_data_permanent), so to have seen it is enough
-- Beyond it: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_sale_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select from inventory.locations l where l.tenant_id = new.tenant_id and l.id = new.location_id) then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', new.location_id));
  end if;
  new.actor := inventory.current_actor();
  new.opened_by_transaction := pg_current_xact_id();
  new.status := 'COMPLETED';
  new.voided_at := null;
  new.voided_by := null;
  new.void_reason := null;
  new.created_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_sale_stamp() is 'Stamp: a sale starts COMPLETED, now, by the current actor, at a known location.';

drop trigger if exists _100_location_unknown on inventory.sales;
create trigger _100_location_unknown before insert on inventory.sales
  for each row execute function inventory.tg_sale_stamp();
comment on trigger _100_location_unknown on inventory.sales is 'A document names a location of its own tenant.';
