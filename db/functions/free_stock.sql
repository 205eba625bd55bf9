-- What reservations leave of a stock level that is locked: for a sale or a transfer (free_stock), and for what takes a named
-- batch (check_reserved).
--
-- A sale of an earlier day takes what was sellable then. Reservations hold what is sellable today: so it may take all that has
-- expired since, and of the rest what today's sellable stock leaves, wherever that came in.

create or replace function inventory.expired_since(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_backdated_to date)
returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return inventory.sellable_stock(p_tenant_id, p_product_id, p_location_id, p_backdated_to, true) - (
    select coalesce(sum(bs.quantity), 0)
    from inventory.batch_stock bs
    cross join (select inventory.tenant_today(p_tenant_id) as today offset 0) t
    where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
      and bs.last_business_date <= p_backdated_to and inventory.is_sellable(bs.expiry_date, bs.held, t.today));
end
$$;
comment on function inventory.expired_since(uuid, uuid, uuid, date) is
  'Base units that a document of an earlier day may take of batches that have expired since, which no reservation holds.';

create or replace function inventory.free_on(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_backdated_to date, p_reserved bigint
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_since constant bigint := inventory.expired_since(p_tenant_id, p_product_id, p_location_id, p_backdated_to);
begin
  return v_since + least(
    inventory.sellable_stock(p_tenant_id, p_product_id, p_location_id, p_backdated_to, true) - v_since,
    greatest(inventory.sellable_stock(p_tenant_id, p_product_id, p_location_id, inventory.tenant_today(p_tenant_id)) - p_reserved, 0));
end
$$;
comment on function inventory.free_on(uuid, uuid, uuid, date, bigint) is
  'Base units that a document of an earlier day may take beside p_reserved, which is reserved today: all that has expired since, and of the rest what today''s sellable stock leaves, wherever it came in.';

create or replace function inventory.free_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_today date, p_backdated boolean
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_reserved constant bigint := inventory.refresh_reserved(p_tenant_id, p_product_id, p_location_id);
begin
  return case when v_reserved > 0 then
    case when p_backdated then inventory.free_on(p_tenant_id, p_product_id, p_location_id, p_today, v_reserved)
      else greatest(inventory.sellable_stock(p_tenant_id, p_product_id, p_location_id, p_today) - v_reserved, 0) end end;
end
$$;
comment on function inventory.free_stock(uuid, uuid, uuid, date, boolean) is
  'Of a locked stock level on which something was reserved: sellable base units that no live reservation holds (for a backdated document, free_on); null when nothing is reserved any more, since the batches themselves are the limit then.';

create or replace function inventory.check_reserved(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_quantity bigint)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_level record;
  v_reserved bigint;
begin
  select s.on_hand, s.reserved into v_level from inventory.stock_levels s
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id;
  if p_quantity < 0 and v_level.reserved > 0 then
    v_reserved := inventory.refresh_reserved(p_tenant_id, p_product_id, p_location_id);
    if v_level.on_hand + p_quantity < v_reserved then
      perform inventory.refuse('reserved_exceeds_stock',
        format('%s on hand would remain, but %s are reserved', v_level.on_hand + p_quantity, v_reserved),
        jsonb_build_object('productId', p_product_id, 'locationId', p_location_id, 'onHand', v_level.on_hand,
          'reserved', v_reserved, 'requested', -p_quantity),
        'Release reservations first.');
    end if;
  end if;
end
$$;
comment on function inventory.check_reserved(uuid, uuid, uuid, bigint) is
  'Refuses (reserved_exceeds_stock) to take from a stock level what reservations hold, with the figures; p_quantity is signed. The caller must have locked the stock level.';
