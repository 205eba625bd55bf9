-- The stock of many sale lines that need nothing special: locked, and how far it reaches.

create or replace function inventory.lock_plain_stock(
  p_tenant_id uuid, p_product_ids uuid[], p_location_ids uuid[], p_quantities bigint[], p_dates date[],
  out products uuid[], out locations uuid[], out quantities bigint[], out on_hand bigint[], out moved_at timestamptz[], out moved_on date[],
  out dates date[], out lines bigint[], out plain boolean
) language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  select array_agg(k.product_id), array_agg(k.location_id), array_agg(k.quantity), array_agg(s.on_hand::bigint), array_agg(s.last_movement_at::timestamptz),
    array_agg(s.last_business_date::date), array_agg(k.on_date), array_agg(k.lines),
    bool_and(coalesce(s.reserved = 0 and s.reserved_until is null and s.on_hand >= k.quantity and k.one_date, false))
  into products, locations, quantities, on_hand, moved_at, moved_on, dates, lines, plain
  from (
    select k.product_id, k.location_id, sum(k.quantity)::bigint as quantity, count(*) as lines, min(k.on_date) as on_date,
      min(coalesce(k.on_date, 'infinity')) = max(coalesce(k.on_date, 'infinity')) as one_date
    from unnest(p_product_ids, p_location_ids, p_quantities, p_dates) k (product_id, location_id, quantity, on_date)
    group by k.product_id, k.location_id order by k.product_id, k.location_id offset 0) k
  left join lateral (
    select s.reserved, s.reserved_until, s.on_hand, s.last_movement_at, s.last_business_date from inventory.stock_levels s
    where s.tenant_id = p_tenant_id and s.product_id = k.product_id and s.location_id = k.location_id
    for no key update) s on true;
end
$$;
comment on function inventory.lock_plain_stock(uuid, uuid[], uuid[], bigint[], date[]) is
  'Locks the stock levels of lines (arrays, place by place) as lock_stock does. Returns each once: what the lines take of it and how many they are, what it was, and when it moved last. plain: nothing is reserved, there is enough, and the lines of each are of one date.';

create or replace function inventory.sales_beyond_stock(
  p_tenant_id uuid, p_places bigint[], p_product_ids uuid[], p_location_ids uuid[], p_quantities bigint[], p_dates date[],
  out short bigint[], out others bigint[]
) language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_line record;
  v_place bigint;
  v_left bigint[]; -- of each level; null where nothing is sold there without the triggers
  v_before bigint[]; -- as it was before the request
  v_out boolean := false;
begin
  short := '{}';
  others := '{}';
  select array_agg(case when l.plain then s.quantity end order by l.n) into v_left
  from (
    select k.*, row_number() over (order by k.product_id, k.location_id) as n,
      k.one_date and coalesce(s.plain, true) and not coalesce(inventory.is_set_apart(o.kind, o.active), true)
        and coalesce(k.on_date >= s.last_business_date, true) as plain,
      coalesce(k.on_date, greatest(inventory.business_date(t.time_zone, clock_timestamp()), s.last_business_date)) as day
    from (
      select k.product_id, k.location_id, min(k.on_date) as on_date,
        min(coalesce(k.on_date, 'infinity')) = max(coalesce(k.on_date, 'infinity')) as one_date
      from unnest(p_product_ids, p_location_ids, p_dates) k (product_id, location_id, on_date)
      group by k.product_id, k.location_id) k
    join inventory.tenants t on t.id = p_tenant_id
    left join lateral (
      select o.kind, o.active from inventory.locations o where o.tenant_id = p_tenant_id and o.id = k.location_id offset 0) o on true
    left join lateral (
      select s.reserved = 0 and s.reserved_until is null as plain, s.last_business_date from inventory.stock_levels s
      where s.tenant_id = p_tenant_id and s.product_id = k.product_id and s.location_id = k.location_id offset 0) s on true) l
  cross join lateral (
    select case when coalesce(bool_or(bs.frozen or bs.last_business_date > l.day), false) then null
      else coalesce(sum(bs.quantity), 0)::bigint end as quantity
    from inventory.batch_stock bs
    where bs.tenant_id = p_tenant_id and bs.product_id = l.product_id and bs.location_id = l.location_id and bs.in_stock
      and inventory.is_sellable(bs.expiry_date, bs.held, l.day)) s;

  for v_line in
    select k.place, dense_rank() over (order by k.product_id, k.location_id) as level, k.quantity
    from unnest(p_places, p_product_ids, p_location_ids, p_quantities) k (place, product_id, location_id, quantity)
    order by k.place
  loop
    if v_line.place is distinct from v_place then
      v_place := v_line.place;
      v_before := v_left;
      v_out := false;
    end if;
    continue when v_out;
    if v_left[v_line.level] is null then
      others := others || v_place;
      v_out := true;
    elsif v_left[v_line.level] < v_line.quantity then
      short := short || v_place;
      v_out := true;
    end if;
    if v_out then
      v_left := v_before;
    else
      v_left[v_line.level] := v_left[v_line.level] - v_line.quantity;
    end if;
  end loop;
end
$$;
comment on function inventory.sales_beyond_stock(uuid, bigint[], uuid[], uuid[], bigint[], date[]) is
  'Of sales whose stock levels are locked (their places and lines, place by place), those for which too little is left after the ones before them (short), and those that take from stock that only the triggers give away: reserved, frozen, set apart, moved on a later date (others).';
