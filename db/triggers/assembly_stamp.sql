-- Stamp: an assembly is of the tenant's today unless an earlier day is given, by the current actor, and starts COMPLETED; its void
-- records actor and time. It gets the id of the batch that its sets come in as.
--
-- Locks:     the tenant's row (for share), first of all: parts and sets move, and the cost of the parts is added, on open days
-- Guards:    assemblies, INSERT: business_date_out_of_order, location_not_active, product_unknown, unit_unknown, product_not_tracked,
--            kit_not_stocked, quantity_too_large. The foreign keys and CHECKs of the table say the same without words

create or replace function inventory.tg_assembly_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_day record;
  v_terms record;
begin
  if tg_op = 'UPDATE' then
    if new.status = 'VOIDED' then
      new.voided_at := clock_timestamp();
      new.voided_by := inventory.current_actor();
    end if;
    return new;
  end if;
  v_day := inventory.open_day(new.tenant_id);
  if new.business_date is not null then
    new.backdated := inventory.check_business_date(new.tenant_id, new.business_date);
  else
    new.business_date := v_day.today;
    new.backdated := false;
  end if;
  if not exists (select from inventory.locations o where o.tenant_id = new.tenant_id and o.id = new.location_id) then
    perform inventory.refuse('location_unknown', 'There is no such location',
      jsonb_build_object('field', 'locationId', 'locationId', new.location_id));
  end if;
  perform inventory.check_location_active(new.tenant_id, new.location_id, 'nothing is assembled there', 'locationId');
  v_terms := inventory.checked_terms(new.tenant_id, new.product_id, new.unit, '');
  new.unit := v_terms.unit;
  new.factor := v_terms.factor;
  new.base_quantity := inventory.base_units(new.quantity, new.factor, 'quantity');
  new.batch_number := inventory.clean_code(new.batch_number);
  new.batch_id := inventory.uuid_v7();
  new.status := 'COMPLETED';
  new.parts_cost := null;
  new.parts_without_cost := null;
  new.created_at := clock_timestamp();
  new.actor := inventory.current_actor();
  new.voided_at := null;
  new.voided_by := null;
  new.void_reason := null;
  return new;
end
$$;
comment on function inventory.tg_assembly_stamp() is
  'Stamp: business date, unit, base quantity, batch and actor of an assembly; who voided it, and when. Refuses unknown products, units and locations, and what cannot stand in stock.';

drop trigger if exists _100_stamp on inventory.assemblies;
create trigger _100_stamp before insert or update of status on inventory.assemblies
  for each row execute function inventory.tg_assembly_stamp();
comment on trigger _100_stamp on inventory.assemblies is
  E'Stamp: business date, unit, base quantity, batch and actor of an assembly; who voided it, and when.\nGuards: business_date_out_of_order, location_unknown, location_not_active, product_unknown, unit_unknown, product_not_tracked, kit_not_stocked, quantity_too_large, role_policy';
