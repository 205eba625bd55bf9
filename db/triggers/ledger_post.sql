-- Ledger step: a movement is added to its chain, and the same statement updates the projections.
--
-- Why here:  the sequence, balances, hash and time come from the locked stock rows; a writer cannot set them.
-- Locks:     stock_levels (product, location), then batch_stock (batch, location), then the day's row.
--            A document that moves several products locks their stock_levels first, in key order; one that may bring a
--            batch to a new location share-locks the batch before (lock_batches). A batch that FEFO chose under the
--            lock of the stock level is share-locked here with its lot, without waiting: who holds it may be waiting for this level.
-- Why BEFORE: one conditional UPDATE per table returns the balance and the hash that the row is stamped
--            with. The id is made here too, so ON CONFLICT cannot skip a row whose stock has already moved.
-- Time:      taken after the first lock and always after the last movement of the same product and location, so
--            recorded_at, id and sequence have the same order.
-- Date:      a movement comes with the business date of a backdated document, or with none: it is then of today, or of the last
--            day on which the product moved here if the clock was set back. A chain's dates never go back. A backdated
--            movement shifts the openings and closings of the later days, and their totals.
-- Value:     each movement is worth its quantity at what a unit of its batch costs then, and a sale line brings its price; a return
--            takes both back. daily_stock has the totals (functions/totals.sql).

create or replace function inventory.tg_ledger_post() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_time_zone text;
  v_now timestamptz;
  v_on_hand bigint;
  v_closed_on date;
  v_stock record;
  v_quantity constant bigint := new.quantity;
  v_given constant date := new.business_date;
  v_latest date;
  v_opening bigint;
  v_at constant timestamptz := clock_timestamp();
  v_figure text;
  v_purchases bigint;
  v_sales bigint;
  v_refunds bigint;
  v_adjustments bigint;
  v_transfers_in bigint;
  v_transfers_out bigint;
  v_expired bigint;
  v_value numeric;
  v_values numeric[]; -- of purchases, sales, adjustments, transfers
  v_without_cost bigint; -- 1 of a batch that has none
  v_sold bigint := 0;
  v_price numeric;
  v_kit boolean;
  v_unpriced bigint := 0; -- of what is sold, or (below zero) comes back
begin
  if octet_length(new.hash) = 32 and current_user = 'bincard_ledger' then -- stamped and posted as a set by who writes it (receipt_post)
    return new;
  end if;
  v_figure := inventory.kind_figure(new.kind);
  v_purchases := case v_figure when 'PURCHASES' then v_quantity else 0 end;
  v_sales := case v_figure when 'SALES' then v_quantity else 0 end;
  v_refunds := case v_figure when 'REFUNDS' then v_quantity else 0 end;
  v_adjustments := case v_figure when 'ADJUSTMENTS' then v_quantity else 0 end;
  v_transfers_in := case v_figure when 'TRANSFERS_IN' then v_quantity else 0 end;
  v_transfers_out := case v_figure when 'TRANSFERS_OUT' then v_quantity else 0 end;
  v_expired := case v_figure when 'EXPIRED' then v_quantity else 0 end;

  update inventory.stock_levels s set
    on_hand = inventory.level_after(s.tenant_id, s.product_id, s.location_id, s.on_hand, v_quantity),
    -- Reservations that have expired in the meantime no longer hold stock back.
    reserved = case when s.reserved_until <= v_at
      then inventory.live_reserved(s.tenant_id, s.product_id, s.location_id, v_at) else s.reserved end,
    reserved_until = case when s.reserved_until <= v_at
      then inventory.live_reserved_until(s.tenant_id, s.product_id, s.location_id, v_at) else s.reserved_until end,
    last_movement_at = greatest(clock_timestamp(), s.last_movement_at + interval '1 microsecond'),
    last_business_date = greatest(coalesce(v_given, inventory.business_date(t.time_zone, clock_timestamp())), s.last_business_date)
  from inventory.tenants t
  where s.tenant_id = new.tenant_id and s.product_id = new.product_id and s.location_id = new.location_id
    and t.id = new.tenant_id
  returning s.on_hand, s.last_movement_at, coalesce(v_given, s.last_business_date), t.last_closed_on
  into v_on_hand, v_now, new.business_date, v_closed_on;

  if not found then
    select t.time_zone, t.last_closed_on into v_time_zone, v_closed_on
    from inventory.tenants t where t.id = new.tenant_id;
    insert into inventory.stock_levels as s
      (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
    values (new.tenant_id, new.product_id, new.location_id, v_quantity, clock_timestamp(),
      coalesce(v_given, inventory.business_date(v_time_zone, clock_timestamp())))
    on conflict (tenant_id, product_id, location_id) do update set
      on_hand = inventory.level_after(s.tenant_id, s.product_id, s.location_id, s.on_hand, v_quantity),
      last_movement_at = greatest(clock_timestamp(), s.last_movement_at + interval '1 microsecond'),
      last_business_date = greatest(coalesce(v_given, inventory.business_date(v_time_zone, clock_timestamp())), s.last_business_date)
    returning s.on_hand, s.last_movement_at, coalesce(v_given, s.last_business_date)
    into v_on_hand, v_now, new.business_date;
  end if;

  if v_given is not null then -- the document holds the tenant's row already, so this waits for nobody
    perform inventory.check_business_date(new.tenant_id, v_given);
  elsif new.business_date <= v_closed_on then
    perform inventory.refuse('day_closed', format('%s is closed', new.business_date),
      jsonb_build_object('businessDate', new.business_date, 'lastClosed', v_closed_on),
      'The clock or the time zone was set back. Wait until the last closed day is over.');
  end if;

  new.id := inventory.uuid_v7(v_now);
  new.recorded_at := v_now;
  new.actor := coalesce(new.actor, inventory.current_actor()); -- a sale's movements are by whom the sale is

  -- The first movement of a batch at a location makes the row.
  -- A reversal finds the row of what it reverses, but for a refund that is brought elsewhere.
  if v_quantity > 0 then -- apart: a condition with a query starts the executor for every movement
    if new.reverses_id is null or new.kind = 'REFUND' and not exists (
      select from inventory.batch_stock b
      where b.tenant_id = new.tenant_id and b.batch_id = new.batch_id and b.location_id = new.location_id)
    then
      insert into inventory.batch_stock
        (tenant_id, batch_id, location_id, product_id, expiry_date, held, received_at, last_business_date, head_hash, unit_value,
        cost_known, costed_on)
      select b.tenant_id, b.id, new.location_id, b.product_id, l.expiry_date,
        inventory.is_held(inventory.hold_of(b.hold, l.hold)), b.received_at, new.business_date, '', u.unit_value, u.cost_known, u.costed_on
      from inventory.batches b
      join inventory.lots l on l.tenant_id = b.tenant_id and l.id = b.lot_id
      cross join lateral inventory.unit_value(b.tenant_id, b.id) u
      where b.tenant_id = new.tenant_id and b.id = new.batch_id and b.product_id = new.product_id
      for share of b, l skip locked -- a hold that is being set does not see this location yet
      on conflict (tenant_id, batch_id, location_id) do nothing;
    end if;
  end if;

  update inventory.batch_stock b set
    quantity = b.quantity + v_quantity,
    in_stock = b.quantity + v_quantity > 0,
    sequence = b.sequence + 1,
    last_business_date = new.business_date,
    head_hash = inventory.movement_hash(b.head_hash, new.tenant_id, new.id, new.kind, new.product_id, new.batch_id,
      new.location_id, v_quantity, b.sequence + 1, b.quantity, new.business_date, v_now, new.actor, new.reason,
      new.reverses_id, new.document_type, new.document_id, new.document_line_id),
    intake_quantity = b.intake_quantity + v_purchases,
    sold_quantity = b.sold_quantity - v_sales,
    refunded_quantity = b.refunded_quantity + v_refunds,
    adjusted_quantity = b.adjusted_quantity + v_adjustments,
    transferred_in_quantity = b.transferred_in_quantity + v_transfers_in,
    transferred_out_quantity = b.transferred_out_quantity - v_transfers_out,
    expired_quantity = b.expired_quantity - v_expired
  where b.tenant_id = new.tenant_id and b.batch_id = new.batch_id and b.location_id = new.location_id
    and b.product_id = new.product_id and b.last_business_date <= new.business_date
    and (b.costed_on is null or b.costed_on <= new.business_date) -- a cost is spread over what had moved by its date
  returning b.sequence, b.quantity, b.head_hash, b.frozen, b.expiry_date, b.held, b.unit_value, b.cost_known into v_stock;
  if not found then
    select greatest(b.last_business_date, b.costed_on) into v_latest from inventory.batch_stock b
    where b.tenant_id = new.tenant_id and b.batch_id = new.batch_id and b.location_id = new.location_id
      and b.product_id = new.product_id;
    if found then
      perform inventory.refuse_earlier_date(new.business_date, v_latest, new.tenant_id, new.product_id, new.batch_id,
        new.location_id, new.document_line_id);
    end if;
    perform inventory.refuse_batch_not_here(new.tenant_id, new.product_id, new.batch_id, new.location_id, v_quantity);
  elsif v_stock.frozen then
    perform inventory.refuse('chain_broken', 'This batch is frozen at this location: its movements failed verification',
      jsonb_build_object('batchId', new.batch_id, 'locationId', new.location_id),
      'Ask an admin to run bincard verify and to restore what was changed.');
  elsif new.kind in ('SALE', 'ASSEMBLY_OUT') and not inventory.is_sellable(v_stock.expiry_date, v_stock.held, new.business_date) then
    perform inventory.refuse_not_sellable(new.tenant_id, new.batch_id, case new.kind when 'SALE' then 'sold' else 'put into a set' end);
  end if;
  new.sequence := v_stock.sequence;
  new.balance_before := v_stock.quantity - v_quantity;
  new.balance_after := v_stock.quantity;
  new.hash := v_stock.head_hash;

  v_value := v_quantity * v_stock.unit_value;
  v_without_cost := case when v_stock.cost_known then 0 else 1 end;
  v_values := case
    when v_figure = 'PURCHASES' then array[v_value, 0, 0, 0] when v_figure in ('SALES', 'REFUNDS') then array[0, v_value, 0, 0]
    when v_figure in ('ADJUSTMENTS', 'EXPIRED') then array[0, 0, v_value, 0] else array[0, 0, 0, v_value] end;
  if v_figure in ('SALES', 'REFUNDS') then
    v_sold := -v_quantity;
    select l.unit_price, l.kit into v_price, v_kit from inventory.sale_lines l
    where l.tenant_id = new.tenant_id and l.id = new.document_line_id;
    if v_kit then -- a component brings its share of the price
      select c.unit_price into v_price from inventory.sale_line_components c
      where c.tenant_id = new.tenant_id and c.sale_line_id = new.document_line_id and c.product_id = new.product_id;
    end if;
    v_unpriced := case when v_price is null then v_sold else 0 end;
  end if;

  update inventory.daily_stock d set
    purchases = d.purchases + v_purchases,
    sales = d.sales + v_sales,
    refunds = d.refunds + v_refunds,
    adjustments = d.adjustments + v_adjustments,
    transfers_in = d.transfers_in + v_transfers_in,
    transfers_out = d.transfers_out + v_transfers_out,
    expired = d.expired + v_expired,
    closing = d.closing + v_quantity,
    purchases_value = d.purchases_value + v_values[1],
    sales_value = d.sales_value + v_values[2],
    adjustments_value = d.adjustments_value + v_values[3],
    transfers_value = d.transfers_value + v_values[4],
    without_cost = d.without_cost + v_quantity * v_without_cost,
    transfers_without_cost = d.transfers_without_cost + (v_transfers_in + v_transfers_out) * v_without_cost,
    sold_quantity = d.sold_quantity + v_sold,
    sold_without_cost = d.sold_without_cost + v_sold * v_without_cost,
    revenue = d.revenue + v_sold * coalesce(v_price, 0),
    sold_without_price = d.sold_without_price + v_unpriced,
    returned_without_price = d.returned_without_price + greatest(-v_unpriced, 0)
  where d.tenant_id = new.tenant_id and d.product_id = new.product_id and d.location_id = new.location_id
    and d.business_date = new.business_date;
  if not found then -- the day's first movement: the lock on stock_levels keeps another out
    insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening,
      purchases, sales, refunds, adjustments, transfers_in, transfers_out, expired, closing, purchases_value, sales_value,
      adjustments_value, transfers_value, without_cost, transfers_without_cost, sold_quantity, sold_without_cost, revenue,
      sold_without_price, returned_without_price)
    select new.tenant_id, new.product_id, new.location_id, new.business_date, o.opening,
      v_purchases, v_sales, v_refunds, v_adjustments, v_transfers_in, v_transfers_out, v_expired, o.opening + v_quantity,
      b.purchases_value + v_values[1], b.sales_value + v_values[2], b.adjustments_value + v_values[3], b.transfers_value + v_values[4],
      b.without_cost + v_quantity * v_without_cost, b.transfers_without_cost + (v_transfers_in + v_transfers_out) * v_without_cost,
      b.sold_quantity + v_sold, b.sold_without_cost + v_sold * v_without_cost, b.revenue + v_sold * coalesce(v_price, 0),
      b.sold_without_price + v_unpriced, b.returned_without_price + greatest(-v_unpriced, 0)
    from inventory.totals_before(new.tenant_id, new.product_id, new.location_id, new.business_date) b
    -- Later days may have moved already, where an earlier date is given.
    cross join lateral (select case when v_given is null then v_on_hand - v_quantity else b.closing end as opening offset 0) o;
  end if;
  if v_given is not null then
    update inventory.daily_stock d set opening = d.opening + v_quantity, closing = d.closing + v_quantity,
      purchases_value = d.purchases_value + v_values[1], sales_value = d.sales_value + v_values[2],
      adjustments_value = d.adjustments_value + v_values[3], transfers_value = d.transfers_value + v_values[4],
      without_cost = d.without_cost + v_quantity * v_without_cost,
      transfers_without_cost = d.transfers_without_cost + (v_transfers_in + v_transfers_out) * v_without_cost,
      sold_quantity = d.sold_quantity + v_sold, sold_without_cost = d.sold_without_cost + v_sold * v_without_cost,
      revenue = d.revenue + v_sold * coalesce(v_price, 0), sold_without_price = d.sold_without_price + v_unpriced,
      returned_without_price = d.returned_without_price + greatest(-v_unpriced, 0)
    where d.tenant_id = new.tenant_id and d.product_id = new.product_id and d.location_id = new.location_id
      and d.business_date > v_given;
  end if;
  return new;
end
$$;
comment on function inventory.tg_ledger_post() is
  'Ledger step: stamps a movement with its place in the chain and updates batch_stock, stock_levels and daily_stock.';

drop trigger if exists _100_post on inventory.movements;
create trigger _100_post before insert on inventory.movements
  for each row execute function inventory.tg_ledger_post();
comment on trigger _100_post on inventory.movements is
  E'Ledger step: stamps sequence, balances, hash, time and business date, and updates the projections.\nGuards: insufficient_stock, day_closed, business_date_out_of_order, chain_broken, quantity_too_large, batch_not_sellable';
