-- Ledger step: the statement that writes a receipt's batches also writes their movements.
--
-- How:       these are the first movements of new batches: no chain goes before them. So all of a statement are stamped and
--            posted together, with the same figures, times and hashes that ledger_post would give them one by one (a fifth of
--            the cost for 500, as measured). ledger_post stamps those of a backdated receipt, which shift later days.
-- Locks:     stock_levels by (tenant, product, location): missing rows are created in the same order, so that two
--            receipts of new products cannot deadlock. The lots are share-locked already (batch_stamp).
-- Rights:    security definer: the app role writes documents, not movements.

create or replace function inventory.tg_receipt_post() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_nestloop = off set enable_hashjoin = on set jit = off -- the plan kept from one batch serves thousands, whoever writes them
as $$
declare
  v_tenant_id uuid;
  v_receipt record;
  v_tenant record;
  v_at constant timestamptz := clock_timestamp();
  v_step interval;
begin
  select b.tenant_id into v_tenant_id from new_batches b limit 1;
  if not found then
    return null;
  end if;
  perform inventory.check_tenant(n.tenant_id) from (select distinct b.tenant_id from new_batches b) n;
  select (array_agg(b.receipt_id) filter (where r.voided))[1] as voided, bool_or(r.backdated) as backdated into v_receipt
  from new_batches b
  cross join lateral ( -- by the key for each
    select r.voided_at is not null as voided, r.backdated from inventory.receipts r
    where r.tenant_id = b.tenant_id and r.id = b.receipt_id offset 0) r;
  if v_receipt.voided is not null then -- one statement can write batches and void their receipt
    perform inventory.refuse('document_immutable', 'A document cannot be changed after it was written',
      jsonb_build_object('receiptId', v_receipt.voided), 'Write another document for the missing line.');
  end if;

  if v_receipt.backdated then
    perform inventory.lock_stock(v_tenant_id, array_agg(b.product_id), array_agg(b.location_id), p_make => true)
    from new_batches b;
    insert into inventory.movements (tenant_id, kind, product_id, batch_id, location_id, quantity, business_date,
      document_type, document_id, document_line_id)
    select b.tenant_id, 'RECEIPT', b.product_id, b.id, b.location_id, b.intake_quantity,
      (select r.business_date from inventory.receipts r where r.tenant_id = b.tenant_id and r.id = b.receipt_id and r.backdated),
      'RECEIPT', b.receipt_id, b.id
    from new_batches b
    order by b.tenant_id, b.product_id, b.location_id, b.id;
    return null;
  end if;

  select t.time_zone, t.last_closed_on into v_tenant from inventory.tenants t where t.id = v_tenant_id;
  -- A location that is being switched off does not see the new rows.
  perform from (select distinct b.location_id from new_batches b order by 1) k
  cross join lateral (
    select from inventory.locations o where o.tenant_id = v_tenant_id and o.id = k.location_id for share) o;
  -- The movements of a product at a location are a microsecond apart.
  select max(n) * interval '1 microsecond' into v_step from (
    select count(*) as n from new_batches b group by b.product_id, b.location_id) k;

  -- One statement, which locks the ledger before it reads the clock: who closes a day waits for it.
  with batches as materialized (
    select b.*, row_number() over w as place, count(*) over (partition by b.product_id, b.location_id) as places
    from new_batches b
    window w as (partition by b.product_id, b.location_id order by b.id)
  ), levels as (
    insert into inventory.stock_levels as s (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
    select v_tenant_id, b.product_id, b.location_id,
      inventory.level_after(v_tenant_id, b.product_id, b.location_id, 0, sum(b.intake_quantity)::bigint),
      clock_timestamp(), inventory.business_date(v_tenant.time_zone, clock_timestamp())
    from batches b
    group by b.product_id, b.location_id
    order by b.product_id, b.location_id
    on conflict (tenant_id, product_id, location_id) do update set
      on_hand = inventory.level_after(s.tenant_id, s.product_id, s.location_id, s.on_hand, excluded.on_hand),
      -- Reservations that have expired in the meantime no longer hold stock back.
      reserved = case when s.reserved_until <= v_at
        then inventory.live_reserved(s.tenant_id, s.product_id, s.location_id, v_at) else s.reserved end,
      reserved_until = case when s.reserved_until <= v_at
        then inventory.live_reserved_until(s.tenant_id, s.product_id, s.location_id, v_at) else s.reserved_until end,
      last_movement_at = greatest(clock_timestamp(), s.last_movement_at + v_step),
      last_business_date = greatest(inventory.business_date(v_tenant.time_zone, clock_timestamp()), s.last_business_date)
    returning s.product_id, s.location_id, s.on_hand, s.last_movement_at,
      inventory.open_date(s.last_business_date, v_tenant.last_closed_on) as business_date
  ), posted as materialized (
    select p.*, inventory.movement_hash('', p.tenant_id, p.id, 'RECEIPT', p.product_id, p.batch_id, p.location_id, p.quantity, 1, 0,
      p.business_date, p.at, p.actor, null, null, 'RECEIPT', p.receipt_id, p.batch_id) as hash
    from (
      select b.tenant_id, inventory.uuid_v7(l.at) as id, b.product_id, b.id as batch_id, b.location_id, b.lot_id, b.hold, b.received_at,
        b.receipt_id, b.intake_quantity as quantity, b.unit_cost, l.business_date, l.at, inventory.current_actor() as actor
      from batches b
      join levels on levels.product_id = b.product_id and levels.location_id = b.location_id
      cross join lateral (select levels.business_date,
        levels.last_movement_at - (b.places - b.place) * interval '1 microsecond' as at offset 0) l
      offset 0) p
  ), stock as (
    insert into inventory.batch_stock (tenant_id, batch_id, location_id, product_id, expiry_date, held, received_at, quantity,
      in_stock, sequence, last_business_date, head_hash, intake_quantity, unit_value, cost_known)
    select p.tenant_id, p.batch_id, p.location_id, p.product_id, l.expiry_date, inventory.is_held(inventory.hold_of(p.hold, l.hold)),
      p.received_at, p.quantity, true, 1, p.business_date, p.hash, p.quantity, coalesce(p.unit_cost, 0), p.unit_cost is not null
    from posted p
    cross join lateral (
      select l.expiry_date, l.hold from inventory.lots l where l.tenant_id = p.tenant_id and l.id = p.lot_id offset 0) l
  ), days as (
    -- A day that is there is found by the look-up too: its totals are the last ones either way. Under the lock: this statement's own
    -- snapshot is of before it waited.
    insert into inventory.daily_stock as d (tenant_id, product_id, location_id, business_date, opening, purchases, closing,
      purchases_value, sales_value, adjustments_value, transfers_value, without_cost, transfers_without_cost, sold_quantity,
      sold_without_cost, revenue, sold_without_price, returned_without_price)
    select v_tenant_id, l.product_id, l.location_id, l.business_date, l.on_hand - b.quantity, b.quantity, l.on_hand,
      t.purchases_value + b.value, t.sales_value, t.adjustments_value, t.transfers_value, t.without_cost + b.without_cost,
      t.transfers_without_cost, t.sold_quantity, t.sold_without_cost, t.revenue, t.sold_without_price, t.returned_without_price
    from levels l
    join (
      select b.product_id, b.location_id, sum(b.intake_quantity)::bigint as quantity,
        sum(b.intake_quantity * coalesce(b.unit_cost, 0)) as value,
        coalesce(sum(b.intake_quantity) filter (where b.unit_cost is null), 0)::bigint as without_cost
      from batches b group by 1, 2) b
      on b.product_id = l.product_id and b.location_id = l.location_id
    cross join lateral inventory.totals_now(v_tenant_id, l.product_id, l.location_id, l.business_date + 1) t
    order by l.product_id, l.location_id
    on conflict (tenant_id, product_id, location_id, business_date) do update set
      purchases = d.purchases + excluded.purchases, closing = d.closing + excluded.purchases,
      purchases_value = excluded.purchases_value, without_cost = excluded.without_cost
  )
  insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence, balance_before,
    balance_after, business_date, recorded_at, actor, document_type, document_id, document_line_id, hash)
  select p.tenant_id, p.id, 'RECEIPT', p.product_id, p.batch_id, p.location_id, p.quantity, 1, 0, p.quantity, p.business_date, p.at,
    p.actor, 'RECEIPT', p.receipt_id, p.batch_id, p.hash
  from posted p
  order by p.product_id, p.location_id, p.batch_id;
  return null;
end
$$;
comment on function inventory.tg_receipt_post() is 'Ledger step: writes the RECEIPT movements of new batches, and their stock.';

drop trigger if exists _500_post on inventory.batches;
create trigger _500_post after insert on inventory.batches
  referencing new table as new_batches
  for each statement execute function inventory.tg_receipt_post();
comment on trigger _500_post on inventory.batches is
  E'Ledger step: writes the RECEIPT movements of new batches, and their stock.\nGuards: document_immutable, day_closed, quantity_too_large';
