-- Whether a location may be used. The ledger asks under its locks (location_stamp says which); a stamp asks earlier, to
-- name the field of the input.

create or replace function inventory.check_location_active(p_tenant_id uuid, p_location_id uuid, p_what text, p_field text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_location record;
begin
  select o.code, o.active into v_location
  from inventory.locations o where o.tenant_id = p_tenant_id and o.id = p_location_id;
  if not v_location.active then -- the foreign key refuses an unknown one
    perform inventory.refuse('location_not_active', format('Location %s is switched off: %s', v_location.code, p_what),
      jsonb_build_object('field', p_field, 'locationId', p_location_id, 'locationCode', v_location.code),
      'Use another location, or switch this one on (updateLocation).');
  end if;
end
$$;
comment on function inventory.check_location_active(uuid, uuid, text, text) is
  'Refuses (location_not_active) a location that is switched off, and says what it does not do then.';
grant execute on function inventory.check_location_active(uuid, uuid, text, text) to bincard_app;

create or replace function inventory.is_quarantine(p_tenant_id uuid, p_location_id uuid) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return exists (
    select from inventory.locations o
    where o.tenant_id = p_tenant_id and o.id = p_location_id and o.kind = 'QUARANTINE');
end
$$;
comment on function inventory.is_quarantine(uuid, uuid) is 'Whether a location is a quarantine.';
grant execute on function inventory.is_quarantine(uuid, uuid) to bincard_app;

create or replace function inventory.refuse_quarantined(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_requested numeric, p_line_number integer
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sku constant text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
  v_code constant text := (select o.code from inventory.locations o where o.tenant_id = p_tenant_id and o.id = p_location_id);
begin
  perform inventory.refuse('insufficient_stock',
    format('Product %s: %s requested, 0 available: what stands in quarantine (%s) is neither sold nor promised nor put into sets', v_sku, p_requested, v_code),
    jsonb_build_object('field', coalesce('lines[' || p_line_number - 1 || '].', '') || 'quantity', 'sku', v_sku, 'productId', p_product_id,
      'locationId', p_location_id, 'locationKind', 'QUARANTINE', 'requested', p_requested, 'available', 0),
    'A manager can transfer it to a place where it is sold.');
end
$$;
comment on function inventory.refuse_quarantined(uuid, uuid, uuid, numeric, integer) is
  'Refuses (insufficient_stock) a sale, a reservation or an assembly at a quarantine location: nothing there is available.';
