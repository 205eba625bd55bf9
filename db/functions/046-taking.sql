-- How stock is taken first expired first out. Every document that does so opens the stock and takes from it here.

create or replace function inventory.open_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, out today date, out free bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_reserved bigint;
begin
  -- The day is asked once the lock is there: a document that waited over midnight is of the new day.
  select inventory.business_date(t.time_zone, clock_timestamp()), s.reserved into today, v_reserved
  from inventory.stock_levels s
  join inventory.tenants t on t.id = s.tenant_id
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id
  for no key update of s;
  if v_reserved > 0 then
    v_reserved := inventory.refresh_reserved(p_tenant_id, p_product_id, p_location_id);
    if v_reserved > 0 then
      free := greatest(inventory.sellable_stock(p_tenant_id, p_product_id, p_location_id, today) - v_reserved, 0);
    end if;
  end if;
end
$$;
comment on function inventory.open_stock(uuid, uuid, uuid) is
  'Locks a product''s stock at a location for taking. today: the tenant''s business date. free: base units that no live reservation holds; null when nothing is reserved, so that the batches themselves are the limit.';

create or replace function inventory.take_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_quantity bigint, p_today date,
  p_kind text, p_document_type text, p_document_id uuid, p_line_id uuid
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_batch record;
  v_take bigint;
  v_left bigint := p_quantity;
begin
  for v_batch in
    select bs.batch_id, bs.quantity
    from inventory.batch_stock bs
    where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
      -- Not a join: that may be planned from all batches of the tenant while the shop is young.
      and (select inventory.is_sellable(bs.expiry_date, b.hold, p_today) from inventory.batches b
           where b.tenant_id = bs.tenant_id and b.id = bs.batch_id)
    order by bs.expiry_date, bs.received_at, bs.batch_id
  loop
    v_take := least(v_left, v_batch.quantity);
    insert into inventory.movements
      (tenant_id, kind, product_id, batch_id, location_id, quantity, document_type, document_id, document_line_id)
    values (p_tenant_id, p_kind, p_product_id, v_batch.batch_id, p_location_id, -v_take, p_document_type, p_document_id, p_line_id);
    v_left := v_left - v_take;
    exit when v_left = 0;
  end loop;
  return v_left;
end
$$;
comment on function inventory.take_stock(uuid, uuid, uuid, bigint, date, text, text, uuid, uuid) is
  'Takes base units from the sellable batches of an opened stock, by expiry date (none last), received time, id, splitting as needed; writes their movements and returns what it could not get.';

create or replace function inventory.move_batch(
  p_tenant_id uuid, p_product_id uuid, p_batch_id uuid, p_location_id uuid, p_quantity bigint, p_reason text,
  p_kind text, p_document_type text, p_document_id uuid, p_line_id uuid
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_there record;
  v_reserved bigint;
begin
  select bs.quantity, s.on_hand, s.reserved into v_there
  from inventory.stock_levels s
  left join inventory.batch_stock bs on bs.tenant_id = s.tenant_id and bs.batch_id = p_batch_id and bs.location_id = s.location_id
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id;
  if coalesce(v_there.quantity, 0) + p_quantity < 0 then
    perform inventory.refuse('insufficient_stock',
      format('%s to take, %s of this batch at this location', -p_quantity, coalesce(v_there.quantity, 0)),
      jsonb_build_object('batchId', p_batch_id, 'locationId', p_location_id, 'requested', -p_quantity,
        'available', coalesce(v_there.quantity, 0)),
      'Count the batch again, or take what is there.');
  end if;
  if p_quantity < 0 and v_there.reserved > 0 then
    v_reserved := inventory.refresh_reserved(p_tenant_id, p_product_id, p_location_id);
    if v_there.on_hand + p_quantity < v_reserved then
      perform inventory.refuse('reserved_exceeds_stock',
        format('%s would be left, %s are reserved', v_there.on_hand + p_quantity, v_reserved),
        jsonb_build_object('productId', p_product_id, 'locationId', p_location_id, 'onHand', v_there.on_hand,
          'reserved', v_reserved, 'requested', -p_quantity),
        'Release reservations first.');
    end if;
  end if;
  insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, reason,
    document_type, document_id, document_line_id)
  values (p_tenant_id, p_kind, p_product_id, p_batch_id, p_location_id, p_quantity, p_reason,
    p_document_type, p_document_id, p_line_id);
end
$$;
comment on function inventory.move_batch(uuid, uuid, uuid, uuid, bigint, text, text, text, uuid, uuid) is
  'Moves a named batch at a location by a signed quantity, or refuses with what is there and what is reserved. The caller holds the stock level''s lock.';

create or replace function inventory.product_terms(
  p_tenant_id uuid, p_product_id uuid, p_unit text, p_field text,
  out sku text, out status text, out tracked boolean, out unit text, out factor bigint
) language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  select p.sku, p.status, p.track_inventory, coalesce(p_unit, p.base_unit), u.factor
  into sku, status, tracked, unit, factor
  from inventory.products p
  left join inventory.product_units u
    on u.tenant_id = p.tenant_id and u.product_id = p.id and u.code = coalesce(p_unit, p.base_unit)
  where p.tenant_id = p_tenant_id and p.id = p_product_id;
  if not found then
    perform inventory.refuse('product_unknown', 'There is no such product',
      jsonb_build_object('field', p_field || 'productId', 'productId', p_product_id));
  elsif factor is null then
    perform inventory.refuse('unit_unknown', format('Product %s has no unit %s', sku, p_unit),
      jsonb_build_object('field', p_field || 'unit', 'sku', sku, 'unit', p_unit), 'Use one of the product''s units.');
  elsif not tracked then
    perform inventory.refuse('product_not_tracked', format('Product %s has no inventory', sku),
      jsonb_build_object('field', p_field || 'productId', 'sku', sku));
  end if;
end
$$;
comment on function inventory.product_terms(uuid, uuid, text, text) is
  'What a document line needs to know of its product and unit (the base unit when none is named); refuses an unknown product or unit and an untracked product. p_field leads the field''s path, such as lines[0]. or nothing.';

create or replace function inventory.base_units(p_quantity bigint, p_factor bigint) returns bigint
language sql immutable parallel safe
return least(greatest(p_quantity::numeric * coalesce(p_factor, 1), -9007199254740992), 9007199254740992)::bigint;
comment on function inventory.base_units(bigint, bigint) is
  'A quantity in base units; one beyond 2^53 - 1 becomes 2^53, for the CHECK to refuse.';

create or replace function inventory.refuse_shortage(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_requested numeric, p_available numeric, p_line_number integer
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_sku text := (select p.sku from inventory.products p where p.tenant_id = p_tenant_id and p.id = p_product_id);
begin
  perform inventory.refuse('insufficient_stock',
    format('Product %s: %s requested, %s available', v_sku, p_requested, p_available),
    jsonb_build_object('field', coalesce('lines[' || p_line_number - 1 || '].', '') || 'quantity', 'sku', v_sku, 'productId', p_product_id,
      'locationId', p_location_id, 'requested', p_requested, 'available', p_available),
    'Ask for at most what is available, or receive stock first.');
end
$$;
comment on function inventory.refuse_shortage(uuid, uuid, uuid, numeric, numeric, integer) is
  'Refuses a document with what was asked for and what could be taken, both over all lines of the product; without a line number for a document of one line.';
-- The stamps run with the writer's rights.
grant execute on function inventory.product_terms(uuid, uuid, text, text), inventory.base_units(bigint, bigint) to bincard_app;

create or replace function inventory.check_sequence(
  p_tenant_id uuid, p_batch_id uuid, p_location_id uuid, p_expected bigint, p_field text
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_current bigint;
begin
  if p_expected is null then
    return;
  end if;
  select bs.sequence into v_current from inventory.batch_stock bs
  where bs.tenant_id = p_tenant_id and bs.batch_id = p_batch_id and bs.location_id = p_location_id;
  if coalesce(v_current, 0) <> p_expected then
    perform inventory.refuse_stale(p_field, p_expected, coalesce(v_current, 0));
  end if;
end
$$;
comment on function inventory.check_sequence(uuid, uuid, uuid, bigint, text) is
  'Refuses (stale_version) when a batch at a location has moved since the caller saw it: its chain''s last sequence is not the expected one.';
grant execute on function inventory.check_sequence(uuid, uuid, uuid, bigint, text) to bincard_app;
