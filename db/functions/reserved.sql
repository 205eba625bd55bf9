-- What reservations hold. A reservation counts while it is ACTIVE and before expires_at, whether a job has closed it or not.

create or replace function inventory.live_reserved(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_at timestamptz default clock_timestamp()
) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: after waiting for a lock it must see what the other transaction wrote
as $$
begin
  return (
    select coalesce(sum(r.base_quantity), 0)
    from inventory.reservations r
    where r.tenant_id = p_tenant_id and r.product_id = p_product_id and r.location_id = p_location_id
      and r.status = 'ACTIVE' and r.expires_at > p_at);
end
$$;
comment on function inventory.live_reserved(uuid, uuid, uuid, timestamptz) is
  'Base units held by the reservations of a product at a location that are live at a moment (by default now).';

create or replace function inventory.live_reserved_until(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_at timestamptz
) returns timestamptz
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select min(r.expires_at)
    from inventory.reservations r
    where r.tenant_id = p_tenant_id and r.product_id = p_product_id and r.location_id = p_location_id
      and r.status = 'ACTIVE' and r.expires_at > p_at);
end
$$;
comment on function inventory.live_reserved_until(uuid, uuid, uuid, timestamptz) is
  'When the first of those reservations expires; null when there is none. Call it with the moment given to live_reserved, so that the two agree.';

create or replace function inventory.refresh_reserved(p_tenant_id uuid, p_product_id uuid, p_location_id uuid) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_at constant timestamptz := clock_timestamp();
  v_reserved constant bigint := inventory.live_reserved(p_tenant_id, p_product_id, p_location_id, v_at);
begin
  update inventory.stock_levels s set
    reserved = v_reserved,
    reserved_until = inventory.live_reserved_until(p_tenant_id, p_product_id, p_location_id, v_at)
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id;
  return v_reserved;
end
$$;
comment on function inventory.refresh_reserved(uuid, uuid, uuid) is
  'Sets a stock level''s reserved figure to what its live reservations hold, and returns it. The caller must have locked the level.';

create or replace function inventory.sellable_stock(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_today date) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(sum(bs.quantity), 0)
    from inventory.batch_stock bs
    where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
      and (select inventory.is_sellable(bs.expiry_date, b.hold, p_today) from inventory.batches b
           where b.tenant_id = bs.tenant_id and b.id = bs.batch_id));
end
$$;
comment on function inventory.sellable_stock(uuid, uuid, uuid, date) is
  'Base units of a product at a location in batches that are neither expired nor held, reserved or not.';
