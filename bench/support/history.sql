-- Makes a long ledger with set-based inserts and the triggers off: `p_products` products at each location, with one batch
-- each of a cost of 2.50, and in every round one movement for each chain, with its hash. At the end it makes the stock tables from the
-- ledger. A day with movements is p_gap days after the one before.
create or replace procedure bench.make_history(p_tenant_id uuid, p_products integer, p_rounds integer, p_per_day integer, p_gap integer, p_price numeric)
language plpgsql as $$
declare
  v_round integer;
  v_cost constant numeric := 2.5;
  v_today constant date := inventory.tenant_today(p_tenant_id);
begin
  perform set_config('app.tenant_id', p_tenant_id::text, false);
  set session_replication_role = replica;
  create temp table chains as
    -- Materialized, because the join would otherwise make a new id for each row that it reads.
    with p as materialized (select gen_random_uuid() as id from generate_series(1, p_products))
    select p.id as product_id, o.id as location_id, gen_random_uuid() as batch_id, ''::bytea as hash, 0::bigint as balance
    from p cross join (select l.id from inventory.locations l where l.tenant_id = p_tenant_id) o;
  insert into inventory.products (tenant_id, id, sku, name)
  select p_tenant_id, c.product_id, 'H' || row_number() over (order by c.product_id), 'History'
  from (select distinct product_id from chains) c;
  insert into inventory.product_units (tenant_id, product_id, code, factor) select p_tenant_id, c.product_id, 'unit', 1 from (select distinct product_id from chains) c;
  insert into inventory.receipts (tenant_id, id, location_id, business_date, actor, opened_by_transaction)
  select p_tenant_id, o.id, o.id, v_today, 'bench', pg_current_xact_id() from inventory.locations o where o.tenant_id = p_tenant_id;
  insert into inventory.lots (tenant_id, id, product_id, lot_number)
  select p_tenant_id, c.batch_id, c.product_id, c.location_id::text from chains c;
  insert into inventory.batches (tenant_id, id, receipt_id, product_id, location_id, lot_id, batch_number, quantity, received_unit, intake_quantity, unit_cost,
    received_at, received_on)
  select p_tenant_id, c.batch_id, c.location_id, c.product_id, c.location_id, c.batch_id, c.location_id::text, 1000000, 'unit', 1000000, v_cost, now(),
    v_today - ((p_rounds - 1) / p_per_day) * p_gap from chains c;

  create temp table made (like chains);
  for v_round in 1 .. p_rounds loop
    -- The chains are written anew in each round, not updated: nothing vacuums a temporary table.
    truncate made;
    with m as materialized (
      select inventory.uuid_v7() as id, case v_round when 1 then 'RECEIPT' else 'SALE' end as kind, c.product_id, c.batch_id, c.location_id,
        case v_round when 1 then 1000000 else -1 end::bigint as quantity, c.balance as balance_before,
        v_today - ((p_rounds - v_round) / p_per_day) * p_gap as business_date, clock_timestamp() as recorded_at, inventory.uuid_v7() as document_id,
        c.hash as previous
      from chains c),
    hashed as materialized (
      select m.*, inventory.movement_hash(m.previous, p_tenant_id, m.id, m.kind, m.product_id, m.batch_id, m.location_id, m.quantity,
        v_round, m.balance_before, m.business_date, m.recorded_at, 'bench', null, null, 'SALE', m.document_id, null) as hash
      from m),
    kept as (
      insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence, balance_before,
        balance_after, business_date, recorded_at, actor, document_type, document_id, hash)
      select p_tenant_id, h.id, h.kind, h.product_id, h.batch_id, h.location_id, h.quantity, v_round, h.balance_before,
        h.balance_before + h.quantity, h.business_date, h.recorded_at, 'bench', 'SALE', h.document_id, h.hash
      from hashed h)
    insert into made (product_id, location_id, batch_id, hash, balance)
    select h.product_id, h.location_id, h.batch_id, h.hash, h.balance_before + h.quantity from hashed h;
    truncate chains;
    insert into chains select * from made;
    commit;
    set session_replication_role = replica;
    perform set_config('app.tenant_id', p_tenant_id::text, false);
  end loop;
  drop table made;

  -- Their guards are always on, and would ask the ledger about each row.
  alter table inventory.stock_levels disable trigger all;
  alter table inventory.batch_stock disable trigger all;
  alter table inventory.daily_stock disable trigger all;
  insert into inventory.stock_levels (tenant_id, product_id, location_id, on_hand, last_movement_at, last_business_date)
  select p_tenant_id, c.product_id, c.location_id, c.balance, now(), v_today from chains c;
  insert into inventory.batch_stock (tenant_id, batch_id, location_id, product_id, received_at, quantity, in_stock, sequence,
    last_business_date, head_hash, intake_quantity, sold_quantity, unit_value, cost_known)
  select p_tenant_id, c.batch_id, c.location_id, c.product_id, now(), c.balance, true, p_rounds, v_today, c.hash, 1000000, p_rounds - 1,
    v_cost, true from chains c;
  insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening, purchases, sales, refunds,
    adjustments, transfers_in, transfers_out, expired, closing, purchases_value, sales_value, sold_quantity, revenue)
  select l.tenant_id, l.product_id, l.location_id, l.business_date, l.closing - l.net, l.purchases, l.sales, l.refunds,
    l.adjustments, l.transfers_in, l.transfers_out, l.expired, l.closing, 1000000 * v_cost, (l.closing - 1000000) * v_cost, 1000000 - l.closing,
    (1000000 - l.closing) * coalesce(p_price, 0)
  from inventory.ledger_by_day(null, null) l where l.tenant_id = p_tenant_id
  order by l.business_date; -- as a ledger writes them
  alter table inventory.stock_levels enable trigger all;
  alter table inventory.batch_stock enable trigger all;
  alter table inventory.daily_stock enable trigger all;
  drop table chains;
  set session_replication_role = origin;
  perform set_config('app.tenant_id', '', false);
end
$$;
