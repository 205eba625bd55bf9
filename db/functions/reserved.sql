-- What reservations hold. A reservation counts while it is ACTIVE and before expires_at, whether a job has closed it or not:
-- with what sales have not used of it.

create or replace function inventory.live_reserved(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_at timestamptz default clock_timestamp()
) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp -- volatile: after waiting for a lock it must see what the other transaction wrote
as $$
begin
  return (
    select coalesce(sum(r.remaining_quantity), 0)
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
  v_until constant timestamptz := inventory.live_reserved_until(p_tenant_id, p_product_id, p_location_id, v_at);
begin
  update inventory.stock_levels s set reserved = v_reserved, reserved_until = v_until
  where s.tenant_id = p_tenant_id and s.product_id = p_product_id and s.location_id = p_location_id;
  return v_reserved;
end
$$;
comment on function inventory.refresh_reserved(uuid, uuid, uuid) is
  'Sets a stock level''s reserved figure to what its live reservations hold, and returns it. The caller must have locked the level.';

create or replace function inventory.sellable_stock(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_today date, p_backdated boolean default false
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(sum(bs.quantity), 0)
    from inventory.batch_stock bs
    where bs.tenant_id = p_tenant_id and bs.product_id = p_product_id and bs.location_id = p_location_id and bs.in_stock
      and (not p_backdated or bs.last_business_date <= p_today)
      and inventory.is_sellable(bs.expiry_date, bs.held, p_today));
end
$$;
comment on function inventory.sellable_stock(uuid, uuid, uuid, date, boolean) is
  'Base units of a product at a location in batches that are neither expired nor held, reserved or not. For a backdated document (p_backdated, its date in p_today): of those that have not moved after that date.';

create or replace function inventory.promises(p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_today date, p_at timestamptz)
returns table (reservation_id uuid, place bigint, promised bigint, earlier bigint, sellable bigint, covered bigint)
language sql volatile set search_path = pg_catalog, pg_temp -- volatile as live_reserved
as $$
  select r.id, r.place, r.promised, r.earlier, s.sellable, least(greatest(s.sellable - r.earlier, 0), r.promised)
  from (
    select r.id, r.remaining_quantity as promised, row_number() over w as place,
      (sum(r.remaining_quantity) over w)::bigint - r.remaining_quantity as earlier
    from inventory.reservations r
    where r.tenant_id = p_tenant_id and r.product_id = p_product_id and r.location_id = p_location_id
      and r.status = 'ACTIVE' and r.expires_at > p_at
    window w as (order by r.created_at, r.id rows unbounded preceding)
  ) r
  cross join (
    select case when inventory.is_set_apart(o.kind, o.active) then 0
      else inventory.sellable_stock(p_tenant_id, p_product_id, p_location_id, p_today) end as sellable
    from inventory.locations o where o.tenant_id = p_tenant_id and o.id = p_location_id) s
  order by r.place
$$;
comment on function inventory.promises(uuid, uuid, uuid, date, timestamptz) is
  'The live reservations of a product at a location in the order in which they are met: the one that was made first comes first. promised: what is left of it; earlier: what those before it hold; sellable: the stock that is neither expired nor held, 0 at a location that is set apart; covered: how much of promised can be sold.';

create or replace function inventory.use_reservations(
  p_tenant_id uuid, p_sale_id uuid, p_line_id uuid, p_product_id uuid, p_location_id uuid, p_quantity bigint, p_today date
) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_named constant uuid[] := (select s.reservation_ids from inventory.sales s where s.tenant_id = p_tenant_id and s.id = p_sale_id);
  v_promise record;
  v_take bigint;
  v_left bigint := p_quantity;
  v_dead uuid;
begin
  for v_promise in
    select p.reservation_id, p.promised, p.covered
    from inventory.promises(p_tenant_id, p_product_id, p_location_id, p_today, clock_timestamp()) p
    where p.reservation_id = any (v_named) and p.covered > 0
    order by p.place
  loop
    v_take := least(v_left, v_promise.covered);
    insert into inventory.reservation_uses (tenant_id, reservation_id, sale_line_id, sale_id, quantity)
    values (p_tenant_id, v_promise.reservation_id, p_line_id, p_sale_id, v_take);
    update inventory.reservations r set
      committed_quantity = r.committed_quantity + v_take,
      status = case when v_take = v_promise.promised then 'COMMITTED' else r.status end
    where r.tenant_id = p_tenant_id and r.id = v_promise.reservation_id;
    v_left := v_left - v_take;
    exit when v_left = 0;
  end loop;
  select r.id into v_dead from inventory.reservations r
  where r.tenant_id = p_tenant_id and r.id = any (v_named) and r.product_id = p_product_id
    and r.status = 'ACTIVE' and r.expires_at <= clock_timestamp() limit 1;
  if found then -- between the sale and this line
    perform inventory.refuse('reservation_not_of_sale', 'The reservation is expired',
      jsonb_build_object('field', 'reservationIds', 'reservationId', v_dead, 'status', 'EXPIRED'),
      'Sell without it, or reserve again.');
  end if;
  if v_left < p_quantity then
    perform inventory.refresh_reserved(p_tenant_id, p_product_id, p_location_id);
  end if;
  return p_quantity - v_left;
end
$$;
comment on function inventory.use_reservations(uuid, uuid, uuid, uuid, uuid, bigint, date) is
  'Uses the reservations that a sale names for one of its lines, the one that was made first before the others; returns how many base units they covered. The caller must have locked the stock level.';

create or replace function inventory.covered_quantity(
  p_tenant_id uuid, p_sale_id uuid, p_product_id uuid, p_location_id uuid, p_today date
) returns bigint language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select coalesce(sum(p.covered), 0)
    from inventory.promises(p_tenant_id, p_product_id, p_location_id, p_today, clock_timestamp()) p
    join inventory.sales s on s.tenant_id = p_tenant_id and s.id = p_sale_id and p.reservation_id = any (s.reservation_ids));
end
$$;
comment on function inventory.covered_quantity(uuid, uuid, uuid, uuid, date) is
  'How much of a product the reservations that a sale names still cover. The caller must have locked the stock level.';

create or replace function inventory.broken_promises(
  p_tenant_id uuid, p_sale_id uuid, p_product_id uuid, p_location_id uuid, p_today date
) returns jsonb language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object('reservations', jsonb_agg(jsonb_build_object('reservationId', p.reservation_id,
      'promised', p.promised, 'earlier', p.earlier, 'sellable', p.sellable, 'covered', p.covered) order by p.place))
    from inventory.promises(p_tenant_id, p_product_id, p_location_id, p_today, clock_timestamp()) p
    join inventory.sales s on s.tenant_id = p_tenant_id and s.id = p_sale_id and p.reservation_id = any (s.reservation_ids)
    having count(*) > 0);
end
$$;
comment on function inventory.broken_promises(uuid, uuid, uuid, uuid, date) is
  'For the refusal of a sale that names reservations: what each of a product holds and how much of that can be sold; null if it names none.';

create or replace view inventory.unmet_reservations with (security_invoker = true) as
select k.tenant_id, p.reservation_id, k.product_id, k.location_id, p.promised, p.earlier, p.sellable, p.promised - p.covered as missing
from (
  select distinct r.tenant_id, r.product_id, r.location_id from inventory.reservations r
  where r.status = 'ACTIVE' and r.expires_at > now()
) k
cross join lateral (select inventory.tenant_today(k.tenant_id) as today offset 0) t
cross join lateral inventory.promises(k.tenant_id, k.product_id, k.location_id, t.today, now()) p
where p.covered < p.promised;
comment on view inventory.unmet_reservations is
  'Live reservations of which less can be sold than is left of them: promised stock has expired, is held or stands at a location that is set apart, and the reservations that were made before come first. missing: how much of promised cannot be sold.';
grant select on inventory.unmet_reservations to bincard_app;
grant execute on function inventory.promises(uuid, uuid, uuid, date, timestamptz), inventory.sellable_stock(uuid, uuid, uuid, date, boolean)
  to bincard_app; -- the view above runs with the reader's rights
