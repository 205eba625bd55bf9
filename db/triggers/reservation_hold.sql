-- Stamp and ledger step: the statement that writes a reservation reduces what is available.
--
-- Stamp:     unit, base quantity, status ACTIVE, actor and time.
-- Ledger step: stock_levels.reserved becomes what the live reservations hold; a quantity above the sellable stock that is
--            not yet reserved is refused (insufficient_stock).
-- Locks:     the stock level
-- Rights:    security definer: the app role writes reservations, not stock figures.

create or replace function inventory.tg_reservation_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_terms record := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, '', p_active => true);
begin
  if not exists (select from inventory.locations o where o.tenant_id = new.tenant_id and o.id = new.location_id) then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', new.location_id));
  end if;
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'nothing there is reserved', 'locationId');
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
  new.base_quantity := inventory.base_units(new.quantity, new.factor, 'quantity');
  new.status := 'ACTIVE';
  new.created_at := clock_timestamp();
  new.business_date := inventory.tenant_today(new.tenant_id);
  new.actor := inventory.current_actor();
  new.committed_quantity := 0;
  new.extended_at := null;
  new.closed_by := null;
  new.closed_at := null;
  return new;
end
$$;
comment on function inventory.tg_reservation_stamp() is
  'Stamp: unit, base quantity and time of a reservation; refuses unknown or inactive products and unknown locations.';

drop trigger if exists _100_stamp on inventory.reservations;
create trigger _100_stamp before insert on inventory.reservations
  for each row execute function inventory.tg_reservation_stamp();
comment on trigger _100_stamp on inventory.reservations is
  E'Stamp: unit, base quantity and time of a reservation.\nGuards: product_unknown, product_not_active, product_not_tracked, kit_not_stocked, unit_unknown, location_unknown, location_not_active, quantity_too_large';

create or replace function inventory.tg_reservation_hold() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_today date;
  v_sellable bigint;
  v_reserved bigint;
begin
  perform inventory.check_tenant(new.tenant_id);
  perform inventory.lock_stock(new.tenant_id, array[new.product_id], array[new.location_id]);
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'nothing there is reserved', 'locationId');
  if inventory.is_quarantine(new.tenant_id, new.location_id) then
    perform inventory.refuse_quarantined(new.tenant_id, new.product_id, new.location_id, new.base_quantity, null);
  end if;
  v_today := inventory.business_date(
    (select t.time_zone from inventory.tenants t where t.id = new.tenant_id), clock_timestamp());
  v_sellable := inventory.sellable_stock(new.tenant_id, new.product_id, new.location_id, v_today);
  v_reserved := inventory.live_reserved(new.tenant_id, new.product_id, new.location_id); -- with this one
  if v_reserved > v_sellable then
    perform inventory.refuse_shortage(new.tenant_id, new.product_id, new.location_id, new.base_quantity,
      greatest(v_sellable - v_reserved + new.base_quantity, 0), null);
  end if;
  perform inventory.refresh_reserved(new.tenant_id, new.product_id, new.location_id);
  return null;
end
$$;
comment on function inventory.tg_reservation_hold() is
  'Ledger step: subtracts a new reservation from what is available, or refuses it.';

drop trigger if exists _500_hold on inventory.reservations;
create trigger _500_hold after insert on inventory.reservations
  for each row execute function inventory.tg_reservation_hold();
comment on trigger _500_hold on inventory.reservations is
  E'Ledger step: subtracts a new reservation from what is available, or refuses it.\nGuards: insufficient_stock, location_not_active';
