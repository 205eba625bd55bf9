-- The stock of many sale lines at once: what take_stock and the ledger's trigger do line by line, in one statement for each
-- table. Only for lines that need nothing else: sale_allocate takes all others, and every refusal is made there.
--
-- How:       stock levels are locked, batches are read in FEFO order, and lines take from them in the order of their sales.
--            Each movement gets the time, place in the chain, balances and hash that the ledger's trigger would give it, so
--            that the trigger leaves it as it is; the CHECKs and keys of all tables stay as they are.
-- Arrays:    rows of a composite type would be unpacked again by each statement that reads them.
-- Locks:     stock_levels by (product, location), then their batches.
-- Date:      who closes a day waits for the transactions that have written movements by then. The clock is read before these
--            are written, so it is read again afterwards: where the day has ended in between, the statement is to be tried again.

create or replace function inventory.take_sale_set(
  p_tenant_id uuid, p_product_ids uuid[], p_location_ids uuid[], p_quantities bigint[], p_sale_ids uuid[], p_line_ids uuid[], p_actors text[],
  p_prices numeric[], p_dates date[] default null
) returns boolean language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_lines constant integer := cardinality(p_line_ids);
  v_line integer := 1;
  v_until integer := 0; -- the last line of the level
  v_left bigint := p_quantities[1]; -- of the line
  v_tenant record; v_stock record; v_levels record;
  v_level integer := 0; -- the levels, batches and movements, a column each
  v_level_times timestamptz[] := '{}';
  v_level_costs numeric[] := '{}'; -- what was sold there: its cost, how much has none, its revenue, how much has no price
  v_level_uncosted bigint[] := '{}';
  v_level_revenues numeric[] := '{}';
  v_level_unpriced bigint[] := '{}';
  v_days date[];
  v_batch integer := 0;
  v_batches uuid[] := '{}';
  v_batch_levels integer[] := '{}';
  v_batch_quantities bigint[] := '{}';
  v_batch_sold bigint[] := '{}';
  v_batch_sequences bigint[] := '{}';
  v_batch_hashes bytea[] := '{}';
  v_move integer := 0;
  v_ids uuid[] := '{}';
  v_move_lines integer[] := '{}';
  v_move_batches integer[] := '{}';
  v_takes bigint[] := '{}';
  v_sequences bigint[] := '{}';
  v_balances bigint[] := '{}';
  v_times timestamptz[] := '{}';
  v_hashes bytea[] := '{}';
  v_in_batch bigint;
  v_sequence bigint;
  v_hash bytea;
  v_at timestamptz;
  v_id uuid;
  v_take bigint;
begin
  v_levels := inventory.lock_plain_stock(p_tenant_id, p_product_ids, p_location_ids, p_quantities, coalesce(p_dates, '{}'));
  if not v_levels.plain then
    return false;
  end if;
  -- The lock of the stock level keeps its location as it is.
  select t.time_zone, t.last_closed_on, inventory.business_date(t.time_zone, clock_timestamp()) as today, (
    select coalesce(bool_or(inventory.is_set_apart(o.kind, o.active)), true)
    from (select distinct k.id from unnest(v_levels.locations) k (id)) k
    left join lateral (
      select o.kind, o.active from inventory.locations o where o.tenant_id = p_tenant_id and o.id = k.id offset 0) o on true) as set_apart
  into v_tenant
  from inventory.tenants t where t.id = p_tenant_id;
  if v_tenant.set_apart then
    return false;
  end if;
  v_days := v_levels.dates;

  for v_stock in
    select l.n, l.day, l.product_id, l.location_id, l.lines, l.moved_at, l.day <= v_tenant.last_closed_on or l.moved_on > l.day as closed, b.*
    from (
      select k.*, coalesce(k.on_date, greatest(v_tenant.today, k.moved_on)) as day
      from unnest(v_levels.products, v_levels.locations, v_levels.quantities, v_levels.lines, v_levels.moved_at, v_levels.moved_on, v_levels.dates)
        with ordinality k (product_id, location_id, quantity, lines, moved_at, moved_on, on_date, n)) l
    cross join lateral (
      select bs.batch_id, bs.quantity::bigint, bs.sequence, bs.head_hash, bs.frozen,
        greatest(bs.last_business_date, bs.costed_on) as last_business_date, bs.unit_value::numeric, bs.cost_known, 1 as place
      from inventory.batch_stock bs
      where bs.tenant_id = p_tenant_id and bs.product_id = l.product_id and bs.location_id = l.location_id and bs.in_stock
        and inventory.is_sellable(bs.expiry_date, bs.held, l.day)
      order by bs.expiry_date, bs.received_at, bs.batch_id limit 1) f -- almost always enough
    cross join lateral (
      select f.*
      union all
      select * from (
        select bs.batch_id, bs.quantity::bigint, bs.sequence, bs.head_hash, bs.frozen,
          greatest(bs.last_business_date, bs.costed_on), bs.unit_value::numeric, bs.cost_known,
          row_number() over (order by bs.expiry_date, bs.received_at, bs.batch_id)::integer as place
        from inventory.batch_stock bs
        where l.quantity > f.quantity
          and bs.tenant_id = p_tenant_id and bs.product_id = l.product_id and bs.location_id = l.location_id and bs.in_stock
          and inventory.is_sellable(bs.expiry_date, bs.held, l.day)
        order by bs.expiry_date, bs.received_at, bs.batch_id limit 99 offset 1) o) b
    order by l.n, b.place
  loop
    if v_level < v_stock.n then
      if v_line <= v_until or v_stock.n > v_level + 1 then
        return false; -- the level before has not enough that can be sold
      end if;
      v_level := v_stock.n;
      v_until := v_until + v_stock.lines;
      v_days[v_level] := v_stock.day;
      v_at := v_stock.moved_at;
      v_level_costs[v_level] := 0;
      v_level_uncosted[v_level] := 0;
      v_level_revenues[v_level] := 0;
      v_level_unpriced[v_level] := 0;
    end if;
    continue when v_line > v_until;
    if v_stock.closed or v_stock.frozen or v_stock.last_business_date > v_stock.day then return false; end if;
    v_in_batch := v_stock.quantity; v_sequence := v_stock.sequence; v_hash := v_stock.head_hash;
    v_batch := v_batch + 1;
    while v_in_batch > 0 and v_line <= v_until loop
      v_take := least(v_left, v_in_batch);
      v_at := greatest(clock_timestamp(), v_at + interval '1 microsecond');
      v_id := inventory.uuid_v7(v_at);
      v_sequence := v_sequence + 1;
      v_hash := inventory.movement_hash(v_hash, p_tenant_id, v_id, 'SALE', v_stock.product_id, v_stock.batch_id, v_stock.location_id,
        -v_take, v_sequence, v_in_batch, v_stock.day, v_at, p_actors[v_line], null, null, 'SALE', p_sale_ids[v_line], p_line_ids[v_line]);
      v_move := v_move + 1;
      v_ids[v_move] := v_id;
      v_move_lines[v_move] := v_line;
      v_move_batches[v_move] := v_batch;
      v_takes[v_move] := v_take;
      v_sequences[v_move] := v_sequence;
      v_balances[v_move] := v_in_batch;
      v_times[v_move] := v_at;
      v_hashes[v_move] := v_hash;
      if p_prices[v_line] is null then
        v_level_unpriced[v_level] := v_level_unpriced[v_level] + v_take;
      else
        v_level_revenues[v_level] := v_level_revenues[v_level] + v_take * p_prices[v_line];
      end if;
      v_in_batch := v_in_batch - v_take; v_left := v_left - v_take;
      if v_left = 0 then
        v_line := v_line + 1;
        v_left := p_quantities[v_line];
      end if;
    end loop;
    v_batches[v_batch] := v_stock.batch_id;
    v_batch_levels[v_batch] := v_level;
    v_batch_quantities[v_batch] := v_in_batch;
    v_batch_sold[v_batch] := v_stock.quantity - v_in_batch;
    v_level_costs[v_level] := v_level_costs[v_level] + v_batch_sold[v_batch] * v_stock.unit_value;
    if not v_stock.cost_known then
      v_level_uncosted[v_level] := v_level_uncosted[v_level] + v_batch_sold[v_batch];
    end if;
    v_batch_sequences[v_batch] := v_sequence;
    v_batch_hashes[v_batch] := v_hash;
    v_level_times[v_level] := v_at;
  end loop;
  if v_line <= v_lines then
    return false; -- there is not enough
  end if;

  -- All of these rows but those of a new day are there. An upsert finds each by its key whatever the planner expects; a join reads
  -- all rows of the tenant while the tables are young.
  insert into inventory.stock_levels as s (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
  select p_tenant_id, k.product_id, k.location_id, k.quantity, k.at, k.day
  from unnest(v_levels.products, v_levels.locations, v_levels.quantities, v_level_times, v_days) k (product_id, location_id, quantity, at, day)
  on conflict (tenant_id, product_id, location_id) do update set on_hand = s.on_hand - excluded.on_hand,
    last_movement_at = excluded.last_movement_at, last_business_date = excluded.last_business_date;

  -- The look-up finds a day that is there too: its totals are the last ones either way.
  insert into inventory.daily_stock as d (tenant_id, product_id, location_id, business_date, opening, sales, closing, purchases_value,
    sales_value, adjustments_value, transfers_value, without_cost, transfers_without_cost, sold_quantity, sold_without_cost, revenue,
    sold_without_price, returned_without_price)
  select p_tenant_id, k.product_id, k.location_id, k.day, k.on_hand, -k.quantity, k.on_hand - k.quantity, b.purchases_value,
    b.sales_value - k.cost, b.adjustments_value, b.transfers_value, b.without_cost - k.uncosted, b.transfers_without_cost,
    b.sold_quantity + k.quantity, b.sold_without_cost + k.uncosted, b.revenue + k.revenue, b.sold_without_price + k.unpriced,
    b.returned_without_price
  from unnest(v_levels.products, v_levels.locations, v_levels.quantities, v_levels.on_hand, v_days, v_level_costs, v_level_uncosted,
    v_level_revenues, v_level_unpriced) k (product_id, location_id, quantity, on_hand, day, cost, uncosted, revenue, unpriced)
  cross join lateral inventory.totals_before(p_tenant_id, k.product_id, k.location_id, k.day + 1) b
  on conflict (tenant_id, product_id, location_id, business_date) do update set
    sales = d.sales + excluded.sales, closing = d.closing + excluded.sales, sales_value = excluded.sales_value,
    without_cost = excluded.without_cost, sold_quantity = excluded.sold_quantity, sold_without_cost = excluded.sold_without_cost,
    revenue = excluded.revenue, sold_without_price = excluded.sold_without_price;

  insert into inventory.batch_stock as b (tenant_id, batch_id, location_id, product_id, received_at, quantity, in_stock, sequence,
    last_business_date, head_hash, sold_quantity)
  select p_tenant_id, k.batch_id, v_levels.locations[k.level], v_levels.products[k.level], v_level_times[k.level], k.quantity,
    k.quantity > 0, k.sequence, v_days[k.level], k.hash, k.sold
  from unnest(v_batches, v_batch_levels, v_batch_quantities, v_batch_sequences, v_batch_hashes, v_batch_sold)
    k (batch_id, level, quantity, sequence, hash, sold)
  on conflict (tenant_id, batch_id, location_id) do update set
    quantity = excluded.quantity, in_stock = excluded.in_stock, sequence = excluded.sequence,
    last_business_date = excluded.last_business_date, head_hash = excluded.head_hash, sold_quantity = b.sold_quantity + excluded.sold_quantity;

  insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence, balance_before,
    balance_after, business_date, recorded_at, actor, document_type, document_id, document_line_id, hash)
  select p_tenant_id, m.id, 'SALE', p_product_ids[m.line], v_batches[m.batch], p_location_ids[m.line], -m.quantity, m.sequence, m.balance,
    m.balance - m.quantity, v_days[v_batch_levels[m.batch]], m.at, p_actors[m.line], 'SALE', p_sale_ids[m.line], p_line_ids[m.line], m.hash
  from unnest(v_ids, v_move_lines, v_move_batches, v_takes, v_sequences, v_balances, v_times, v_hashes)
    m (id, line, batch, quantity, sequence, balance, at, hash);

  perform from inventory.tenants t
  where t.id = p_tenant_id and t.time_zone = v_tenant.time_zone and inventory.business_date(t.time_zone, clock_timestamp()) = v_tenant.today;
  if not found then
    raise exception using errcode = 'serialization_failure', message = 'The day has ended while its sales were written', hint = 'Try again.';
  end if;
  return true;
end
$$;
comment on function inventory.take_sale_set(uuid, uuid[], uuid[], bigint[], uuid[], uuid[], text[], numeric[], date[]) is
  'Takes the stock of tracked lines that name no batch, lot or reservation (arrays, place by place, by product, location and the order of their sales; p_prices: their unit prices; p_dates: the business dates of those that are backdated), and posts their movements. False, with nothing written, where a line needs more than that: something is reserved, there is not enough, the location is set apart, a chain is frozen, the day is closed, something has moved there on a later date, lines of one product and location are of several dates.';
