-- The stock of many sale lines at once: what take_stock and the ledger's trigger do line by line, in one statement for each
-- table. Only for lines that need nothing else: sale_allocate takes all others, and every refusal is made there.
--
-- How:       batches are read in FEFO order under the locks of their stock levels, and lines take from them in the order of
--            their sales. Each movement gets the time, place in the chain, balances and hash that the ledger's trigger would
--            give it, so that the trigger leaves it as it is; the CHECKs and keys of all tables stay as they are.
-- Locks:     stock_levels by (product, location), then their batches.
-- Date:      who closes a day waits for the transactions that have written movements by then. The clock is read before these
--            are written, so it is read again afterwards: where the day has ended in between, the statement is to be tried again.

create or replace function inventory.lock_plain_stock(p_tenant_id uuid, p_product_ids uuid[], p_location_ids uuid[]) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_plain boolean;
begin
  select bool_and(s.reserved = 0 and s.reserved_until is null) into v_plain
  from (select distinct k.product_id, k.location_id from unnest(p_product_ids, p_location_ids) k (product_id, location_id) order by 1, 2 offset 0) k
  left join lateral (
    select s.reserved, s.reserved_until from inventory.stock_levels s
    where s.tenant_id = p_tenant_id and s.product_id = k.product_id and s.location_id = k.location_id
    for no key update) s on true;
  return coalesce(v_plain, false);
end
$$;
comment on function inventory.lock_plain_stock(uuid, uuid[], uuid[]) is
  'Locks stock levels (two arrays, pair by pair) as lock_stock does, and returns whether nothing is reserved at any of them.';

create or replace function inventory.take_sale_set(
  p_tenant_id uuid, p_product_ids uuid[], p_location_ids uuid[], p_quantities bigint[], p_sale_ids uuid[], p_line_ids uuid[], p_actors text[],
  p_dates date[] default null
) returns boolean language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_lines constant integer := cardinality(p_line_ids);
  v_line integer := 1;
  v_left bigint := p_quantities[1]; -- of the line
  v_tenant record;
  v_stock record;
  v_in_batch bigint;
  v_hash bytea;
  v_at timestamptz;
  v_take bigint;
  v_move inventory.movements;
  v_moves inventory.movements[] := '{}';
  v_count integer := 0;
begin
  if not inventory.lock_plain_stock(p_tenant_id, p_product_ids, p_location_ids) then
    return false;
  end if;
  if p_dates is not null and exists (
    select from unnest(p_product_ids, p_location_ids, p_dates) k (product_id, location_id, on_date)
    group by k.product_id, k.location_id having count(distinct coalesce(k.on_date, 'infinity')) > 1) then return false; end if;
  select t.time_zone, t.last_closed_on, inventory.business_date(t.time_zone, clock_timestamp()) as today into v_tenant
  from inventory.tenants t where t.id = p_tenant_id;
  v_move.tenant_id := p_tenant_id;
  v_move.kind := 'SALE';
  v_move.document_type := 'SALE';

  for v_stock in
    select l.product_id, l.location_id, l.last_movement_at, l.today,
      l.today <= v_tenant.last_closed_on or l.last_business_date > l.today as closed, b.*
    from (
      select k.product_id, k.location_id, min(k.on_date) as on_date
      from unnest(p_product_ids, p_location_ids, p_dates) k (product_id, location_id, on_date) group by k.product_id, k.location_id) k
    cross join lateral (
      select s.product_id, s.location_id, s.last_movement_at, s.last_business_date,
        coalesce(k.on_date, greatest(v_tenant.today, s.last_business_date)) as today
      from inventory.stock_levels s
      join inventory.locations o on o.tenant_id = p_tenant_id and o.id = k.location_id and not inventory.is_set_apart(o.kind, o.active)
      where s.tenant_id = p_tenant_id and s.product_id = k.product_id and s.location_id = k.location_id offset 0) l
    cross join lateral (
      select bs.batch_id, bs.quantity, bs.sequence, bs.head_hash, bs.frozen, bs.last_business_date, bs.expiry_date, bs.received_at
      from inventory.batch_stock bs
      where bs.tenant_id = p_tenant_id and bs.product_id = l.product_id and bs.location_id = l.location_id and bs.in_stock
        and inventory.is_sellable(bs.expiry_date, bs.held, l.today)
      order by bs.expiry_date, bs.received_at, bs.batch_id limit 100) b
    order by l.product_id, l.location_id, b.expiry_date, b.received_at, b.batch_id
  loop
    if v_move.product_id is distinct from v_stock.product_id or v_move.location_id is distinct from v_stock.location_id then
      v_move.product_id := v_stock.product_id;
      v_move.location_id := v_stock.location_id;
      v_move.business_date := v_stock.today;
      v_at := v_stock.last_movement_at;
    end if;
    v_move.batch_id := v_stock.batch_id;
    v_move.sequence := v_stock.sequence;
    v_in_batch := v_stock.quantity;
    v_hash := v_stock.head_hash;
    while v_in_batch > 0 and v_line <= v_lines
      and p_product_ids[v_line] = v_stock.product_id and p_location_ids[v_line] = v_stock.location_id
    loop
      if v_stock.closed or v_stock.frozen or v_stock.last_business_date > v_stock.today then
        return false;
      end if;
      v_take := least(v_left, v_in_batch);
      v_at := greatest(clock_timestamp(), v_at + interval '1 microsecond');
      v_move.id := inventory.uuid_v7(v_at);
      v_move.recorded_at := v_at;
      v_move.quantity := -v_take;
      v_move.sequence := v_move.sequence + 1;
      v_move.balance_before := v_in_batch;
      v_move.balance_after := v_in_batch - v_take;
      v_move.actor := p_actors[v_line];
      v_move.document_id := p_sale_ids[v_line];
      v_move.document_line_id := p_line_ids[v_line];
      v_hash := inventory.movement_hash(v_hash, p_tenant_id, v_move.id, 'SALE', v_move.product_id, v_move.batch_id, v_move.location_id,
        v_move.quantity, v_move.sequence, v_move.balance_before, v_move.business_date, v_at, v_move.actor, null, null, 'SALE',
        v_move.document_id, v_move.document_line_id);
      v_move.hash := v_hash;
      v_count := v_count + 1;
      v_moves[v_count] := v_move;
      v_in_batch := v_in_batch - v_take;
      v_left := v_left - v_take;
      if v_left = 0 then
        v_line := v_line + 1;
        v_left := p_quantities[v_line];
      end if;
    end loop;
  end loop;
  if v_line <= v_lines then
    return false; -- there is not enough
  end if;
  perform inventory.post_sale_set(p_tenant_id, v_moves);
  if inventory.business_date(v_tenant.time_zone, clock_timestamp()) <> v_tenant.today then
    raise exception using errcode = 'serialization_failure', message = 'The day has ended while its sales were written', hint = 'Try again.';
  end if;
  return true;
end
$$;
comment on function inventory.take_sale_set(uuid, uuid[], uuid[], bigint[], uuid[], uuid[], text[], date[]) is
  'Takes the stock of tracked lines that name no batch, lot or reservation (arrays, place by place, by product, location and the order of their sales; p_dates: the business dates of those that are backdated), and posts their movements. False, with nothing written, where a line needs more than that: something is reserved, there is not enough, the location is set apart, a chain is frozen, the day is closed, something has moved there on a later date, lines of one product and location are of several dates.';

create or replace function inventory.post_sale_set(p_tenant_id uuid, p_moves inventory.movements[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_nestloop = off -- the plan kept from a few lines serves thousands
as $$
begin
  -- All of these rows are there. An upsert finds each by its key whatever the planner expects; a join reads all rows of the
  -- tenant while the tables are young.
  with sold as (
    select m.product_id, m.location_id, -sum(m.quantity)::bigint as quantity, max(m.recorded_at) as recorded_at,
      max(m.business_date) as business_date
    from unnest(p_moves) m group by m.product_id, m.location_id
  ), levels as (
    insert into inventory.stock_levels as s (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
    select p_tenant_id, k.product_id, k.location_id, k.quantity, k.recorded_at, k.business_date from sold k
    on conflict (tenant_id, product_id, location_id) do update set
      on_hand = s.on_hand - excluded.on_hand, last_movement_at = excluded.last_movement_at,
      last_business_date = excluded.last_business_date
    returning s.product_id, s.location_id, s.on_hand, s.last_business_date
  )
  insert into inventory.daily_stock as d (tenant_id, product_id, location_id, business_date, opening, sales, closing)
  select p_tenant_id, l.product_id, l.location_id, l.last_business_date, l.on_hand + k.quantity, -k.quantity, l.on_hand
  from levels l
  join sold k on k.product_id = l.product_id and k.location_id = l.location_id
  on conflict (tenant_id, product_id, location_id, business_date) do update set
    sales = d.sales + excluded.sales, closing = d.closing + excluded.sales;

  insert into inventory.batch_stock as b (tenant_id, batch_id, location_id, product_id, received_at, quantity, in_stock, sequence,
    last_business_date, head_hash, sold_quantity)
  select distinct on (m.batch_id, m.location_id) p_tenant_id, m.batch_id, m.location_id, m.product_id, m.recorded_at, m.balance_after,
    m.balance_after > 0, m.sequence, m.business_date, m.hash,
    (-sum(m.quantity) over (partition by m.batch_id, m.location_id))::bigint
  from unnest(p_moves) m order by m.batch_id, m.location_id, m.sequence desc
  on conflict (tenant_id, batch_id, location_id) do update set
    quantity = excluded.quantity, in_stock = excluded.in_stock, sequence = excluded.sequence,
    last_business_date = excluded.last_business_date, head_hash = excluded.head_hash, sold_quantity = b.sold_quantity + excluded.sold_quantity;

  insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence, balance_before,
    balance_after, business_date, recorded_at, actor, document_type, document_id, document_line_id, hash)
  select m.tenant_id, m.id, m.kind, m.product_id, m.batch_id, m.location_id, m.quantity, m.sequence, m.balance_before,
    m.balance_after, m.business_date, m.recorded_at, m.actor, m.document_type, m.document_id, m.document_line_id, m.hash
  from unnest(p_moves) m;
end
$$;
comment on function inventory.post_sale_set(uuid, inventory.movements[]) is
  'Posts movements of sales that have their place in the chain, their balances and hashes: updates stock_levels, daily_stock and batch_stock, each with one statement. Their levels are locked.';
