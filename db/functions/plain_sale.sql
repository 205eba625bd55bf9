-- A sale of one line that needs nothing special, which is most of them: written by one function, with the stamps and the
-- movement that the triggers would give it, in half of their statements. Everything else, and every refusal, is left to the
-- triggers: where a sale is not plain, nothing is written and record_sale goes on.
--
-- Plain:     one line of a known, active, tracked product in its base unit, that names no batch, lot or reservation, of today,
--            at a location that sells; nothing is reserved there, the first batch that can be sold has enough, its chain is
--            not frozen, the day is open and the clock not set back. The CHECKs, keys and domains of all tables hold as always.
-- Rights:    security definer, as the ledger's role: the guards and stamps of sales, sale_lines and movements leave to it what
--            it has done already. It writes a whole sale or nothing, so that the app role may call it.
-- Locks:     stock_levels, batch_stock, daily_stock. The sale's row comes last, since its date is that of the movement; nobody
--            else waits for it, but for a sale with the same receipt number.
-- Date:      who closes a day or changes the time zone waits for transactions that have written movements. The date is read before
--            that, so the statement that writes the movement compares it again; where it has changed in between, the sale is to be
--            tried again.

create or replace function inventory.record_plain_sale(p_tenant_id uuid, p_id uuid, p_input jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
declare
  v_lines constant jsonb := p_input -> 'lines';
  v_line jsonb;
  v_location_id uuid;
  v_product_id uuid;
  v_quantity bigint;
  v_unit text;
  v_number text;
  v_actor text;
  v_created_at timestamptz;
  v_occurred_at timestamptz;
  v_at timestamptz;
  v_date date;
  v_on_hand bigint;
  v_batch_id uuid;
  v_sequence bigint;
  v_balance bigint;
  v_hash bytea;
  v_line_id uuid;
  v_movement_id uuid;
  v_unit_value numeric;
  v_without_cost bigint;
  v_price numeric;
  v_unpriced bigint := 0;
begin
  -- Each function in an expression is prepared anew in a transaction, so there are few, and none that is seldom needed.
  if jsonb_array_length(v_lines) <> 1 or p_input ->> 'businessDate' is not null or p_input ->> 'reservationIds' is not null
    -- The policies of the tables bind the app role; this function's role is another one.
    or not coalesce(current_setting('app.role', true) in ('clerk', 'manager', 'admin'), false)
    or not inventory.is_read_committed()
  then
    return null;
  end if;
  v_line := v_lines -> 0;
  v_quantity := (v_line ->> 'quantity')::bigint;
  if v_line ?| array['amount', 'saleLineId', 'transferLineId'] -- with_quantities answers them
    or v_line ->> 'batchId' is not null or v_line ->> 'lotId' is not null
    or v_quantity is null or v_quantity < 1 or v_quantity > inventory.largest_quantity()
  then
    return null;
  end if;
  v_location_id := (p_input ->> 'locationId')::uuid;
  v_product_id := (v_line ->> 'productId')::uuid;
  if p_input ->> 'occurredAt' is not null then
    v_occurred_at := (p_input ->> 'occurredAt')::timestamptz;
  end if;
  v_price := (v_line ->> 'unitPrice')::numeric(20, 6);
  if v_price is null then
    v_price := 0;
    v_unpriced := v_quantity;
  end if;
  v_created_at := clock_timestamp();

  update inventory.stock_levels s set
    on_hand = s.on_hand - v_quantity,
    last_movement_at = greatest(clock_timestamp(), s.last_movement_at + interval '1 microsecond'),
    last_business_date = inventory.business_date(t.time_zone, clock_timestamp())
  from inventory.tenants t, inventory.products p
  where s.tenant_id = p_tenant_id and s.product_id = v_product_id and s.location_id = v_location_id
    and s.reserved = 0 and s.reserved_until is null and s.on_hand >= v_quantity
    and t.id = p_tenant_id
    and inventory.business_date(t.time_zone, clock_timestamp()) >= greatest(s.last_business_date, t.last_closed_on + 1)
    and p.tenant_id = p_tenant_id and p.id = v_product_id and p.status = 'ACTIVE' and p.track_inventory
    and coalesce(v_line ->> 'unit', p.base_unit) = p.base_unit
  returning s.on_hand, s.last_movement_at, s.last_business_date, p.base_unit into v_on_hand, v_at, v_date, v_unit;
  if not found then
    return null;
  end if;
  v_actor := inventory.current_actor();
  v_line_id := inventory.uuid_v7();
  v_movement_id := inventory.uuid_v7(v_at);

  -- The lock of the stock level keeps its batches and its location as they are.
  update inventory.batch_stock b set
    quantity = b.quantity - v_quantity,
    in_stock = b.quantity > v_quantity,
    sequence = b.sequence + 1,
    last_business_date = v_date,
    head_hash = inventory.movement_hash(b.head_hash, p_tenant_id, v_movement_id, 'SALE', v_product_id, b.batch_id, v_location_id,
      -v_quantity, b.sequence + 1, b.quantity, v_date, v_at, v_actor, null, null, 'SALE', p_id, v_line_id),
    sold_quantity = b.sold_quantity + v_quantity
  where b.tenant_id = p_tenant_id and b.location_id = v_location_id and b.product_id = v_product_id
    -- Subqueries: a join reads all batches of the location while the tables are young.
    and b.batch_id = (
      select bs.batch_id from inventory.batch_stock bs
      where bs.tenant_id = p_tenant_id and bs.product_id = v_product_id and bs.location_id = v_location_id and bs.in_stock
        and inventory.is_sellable(bs.expiry_date, bs.held, v_date)
      order by bs.expiry_date, bs.received_at, bs.batch_id limit 1)
    and exists (
      select from inventory.locations o
      where o.tenant_id = p_tenant_id and o.id = v_location_id and not inventory.is_set_apart(o.kind, o.active))
    and b.quantity >= v_quantity and not b.frozen and b.last_business_date <= v_date
    and (b.costed_on is null or b.costed_on <= v_date)
  returning b.batch_id, b.sequence, b.quantity, b.head_hash, b.unit_value, case when b.cost_known then 0 else v_quantity end
  into v_batch_id, v_sequence, v_balance, v_hash, v_unit_value, v_without_cost;
  if not found then -- several batches, or a refusal: the triggers take it from what there was
    update inventory.stock_levels s set on_hand = s.on_hand + v_quantity
    where s.tenant_id = p_tenant_id and s.product_id = v_product_id and s.location_id = v_location_id;
    return null;
  end if;

  update inventory.daily_stock d set sales = d.sales - v_quantity, closing = d.closing - v_quantity,
    sales_value = d.sales_value - v_quantity * v_unit_value, without_cost = d.without_cost - v_without_cost,
    sold_quantity = d.sold_quantity + v_quantity, sold_without_cost = d.sold_without_cost + v_without_cost,
    revenue = d.revenue + v_quantity * v_price, sold_without_price = d.sold_without_price + v_unpriced
  where d.tenant_id = p_tenant_id and d.product_id = v_product_id and d.location_id = v_location_id and d.business_date = v_date;
  if not found then
    insert into inventory.daily_stock (tenant_id, product_id, location_id, business_date, opening, sales, closing, purchases_value,
      sales_value, adjustments_value, transfers_value, without_cost, transfers_without_cost, sold_quantity, sold_without_cost, revenue,
      sold_without_price, returned_without_price)
    select p_tenant_id, v_product_id, v_location_id, v_date, v_on_hand + v_quantity, -v_quantity, v_on_hand, b.purchases_value,
      b.sales_value - v_quantity * v_unit_value, b.adjustments_value, b.transfers_value, b.without_cost - v_without_cost,
      b.transfers_without_cost, b.sold_quantity + v_quantity, b.sold_without_cost + v_without_cost, b.revenue + v_quantity * v_price,
      b.sold_without_price + v_unpriced, b.returned_without_price
    from inventory.totals_before(p_tenant_id, v_product_id, v_location_id, v_date) b;
  end if;

  insert into inventory.movements (tenant_id, id, kind, product_id, batch_id, location_id, quantity, sequence, balance_before,
    balance_after, business_date, recorded_at, actor, document_type, document_id, document_line_id, hash)
  select p_tenant_id, v_movement_id, 'SALE', v_product_id, v_batch_id, v_location_id, -v_quantity, v_sequence, v_balance + v_quantity,
    v_balance, v_date, v_at, v_actor, 'SALE', p_id, v_line_id, v_hash
  from inventory.tenants t
  where t.id = p_tenant_id and inventory.business_date(t.time_zone, clock_timestamp()) = v_date
    and (t.last_closed_on is null or t.last_closed_on < v_date);
  if not found then
    raise exception using errcode = 'serialization_failure', message = 'The day has ended while the sale was written', hint = 'Try again.';
  end if;

  v_number := inventory.clean_code(inventory.sale_number(p_id, p_input));
  insert into inventory.sales (tenant_id, id, receipt_number, location_id, occurred_at, created_at, business_date, actor,
    opened_by_transaction)
  values (p_tenant_id, p_id, v_number, v_location_id, v_occurred_at, v_created_at, v_date, v_actor,
    pg_current_xact_id());
  insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, location_id, quantity, unit, base_quantity,
    unit_price)
  values (p_tenant_id, v_line_id, p_id, 1, v_product_id, v_location_id, v_quantity, v_unit, v_quantity,
    case when v_unpriced = 0 then v_price end);

  return inventory.sale_header_json(p_id, v_number, v_location_id, 'COMPLETED', v_created_at, v_date, v_occurred_at, v_actor)
    || jsonb_build_object('replayed', false, 'lines', jsonb_build_array(
      inventory.sale_line_json(v_line_id, p_id, v_product_id, v_quantity, v_unit, 0,
        case when v_unpriced = 0 then v_price end)));
end
$$;
comment on function inventory.record_plain_sale(uuid, uuid, jsonb) is
  'Writes a sale of one line that needs nothing special (its id, RecordSaleInput) and returns it as the API names its fields; null, with nothing written, where it needs more.';
grant execute on function inventory.record_plain_sale(uuid, uuid, jsonb) to bincard_app;
