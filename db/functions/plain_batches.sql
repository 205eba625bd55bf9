-- Lines of receipts that need nothing special, which is almost all of them: their lots are made by one statement and the batches by
-- another, with the stamps that batch_stamp would give each. Everything else, and every refusal, is left to the triggers: where
-- one line is not plain, nothing is written.
--
-- Plain:     a line of a receipt that this transaction has written, and not voided, without a purchase order; of a known, tracked
--            product that is no kit, in a known unit; of a new lot, or of one with goods that were not voided; not expired, unless
--            it accepts that. The CHECKs, keys, domains and the other triggers of all tables hold as always.
-- Rights:    security definer, as the ledger's role, like record_plain_sale. It writes lots with their batches or nothing, so that
--            the app role may call it.
-- Locks:     the lots in the order of product and number: new ones, which a second session waits for, then all of them, shared.

create or replace function inventory.write_plain_batches(p_tenant_id uuid, p_batches jsonb) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_time_zone text;
  v_lines record; -- a column each, in the order of their lots
begin
  -- The policies of the tables bind the app role; this function's role is another one.
  if not coalesce(current_setting('app.role', true) in ('clerk', 'manager', 'admin'), false)
    or p_tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid
    or not inventory.is_read_committed()
  then
    return false;
  end if;
  select t.time_zone into v_time_zone from inventory.tenants t where t.id = p_tenant_id;

  select bool_and(case
      when not coalesce(l.open and l.tracked and not l.kit and l.quantity between 1 and inventory.largest_quantity() / l.factor
        and l.lot_number <> '' and length(l.lot_number) <= 128 and l.order_line_id is null, false) then false
      when inventory.is_expired(coalesce(l.expiry_date, case when l.lot_id is null then l.first_date else l.lot_date end), l.received_on)
        and l.accepted is not true then false
      else l.lot_id is null or not inventory.lot_is_empty(p_tenant_id, l.lot_id) end) as plain,
    array_agg(l.id) as ids, array_agg(l.receipt_id) as receipts, array_agg(l.line_number) as numbers, array_agg(l.product_id) as products,
    array_agg(l.location_id) as locations, array_agg(l.lot_key) as lot_keys, array_agg(l.quantity) as quantities, array_agg(l.unit) as units,
    array_agg(l.factor) as factors, array_agg(l.unit_cost) as costs, array_agg(l.received_at) as times, array_agg(l.received_on) as dates,
    array_agg(l.expiry_date) as expiries, array_agg(l.accepted) as accepted,
    array_agg(l.product_id) filter (where l.lot_id is null and l.place = 1) as new_products,
    array_agg(l.lot_number) filter (where l.lot_id is null and l.place = 1) as new_numbers,
    array_agg(l.expiry_date) filter (where l.lot_id is null and l.place = 1) as new_dates
  into v_lines
  from (
    select b.id, b."receiptId" as receipt_id, b."lineNumber" as line_number, b."purchaseOrderLineId" as order_line_id,
      b."productId" as product_id, b.quantity, b."unitCost" as unit_cost, b."expiryDate" as expiry_date, b."acceptExpired" as accepted,
      r.open, r.location_id, r.received_at, r.received_on, t.tracked, t.kit, t.unit, t.factor, k.lot_number, k.lot_key,
      o.id as lot_id, o.expiry_date as lot_date, first_value(b."expiryDate") over w as first_date, row_number() over w as place
    from rows from (jsonb_to_recordset(p_batches) as (id uuid, "receiptId" uuid, "lineNumber" integer, "purchaseOrderLineId" uuid,
      "productId" uuid, "batchNumber" text, quantity bigint, unit text, "unitCost" numeric, "expiryDate" date, "acceptExpired" boolean))
      with ordinality b (id, "receiptId", "lineNumber", "purchaseOrderLineId", "productId", "batchNumber", quantity, unit, "unitCost",
        "expiryDate", "acceptExpired", n)
    left join lateral (
      select r.location_id, r.received_at::timestamptz as received_at, inventory.business_date(v_time_zone, r.received_at) as received_on,
        r.opened_by_transaction = pg_current_xact_id() and r.voided_at is null and r.purchase_order_id is null as open
      from inventory.receipts r where r.tenant_id = p_tenant_id and r.id = b."receiptId" offset 0) r on true
    left join lateral (
      select t.* from inventory.product_terms(p_tenant_id, b."productId", b.unit) t offset 0) t on true
    cross join lateral ( -- a line without a number gets a lot of its own
      select n.lot_number, inventory.code_key(n.lot_number) as lot_key
      from (select coalesce(inventory.clean_code(b."batchNumber"), 'B-' || upper(right(b.id::text, 12))) as lot_number offset 0) n
      offset 0) k
    left join lateral (
      select o.id, o.expiry_date::date as expiry_date from inventory.lots o
      where o.tenant_id = p_tenant_id and o.product_id = b."productId" and o.lot_number_key = k.lot_key offset 0) o on true
    window w as (partition by b."productId", k.lot_key order by b.n)
    order by b."productId", k.lot_key, b.n) l;
  if v_lines.plain is not true then
    return false;
  end if;

  -- Two sessions that make the same lot: the second waits here, and reads it below.
  insert into inventory.lots (tenant_id, id, product_id, lot_number, expiry_date)
  select p_tenant_id, inventory.uuid_v7(), k.product_id, k.lot_number, k.expiry_date
  from unnest(v_lines.new_products, v_lines.new_numbers, v_lines.new_dates) k (product_id, lot_number, expiry_date)
  on conflict (tenant_id, product_id, lot_number_key) do nothing;

  insert into inventory.batches (tenant_id, id, receipt_id, line_number, product_id, location_id, lot_id, batch_number, quantity, received_unit,
    factor, intake_quantity, unit_cost, received_at, received_on, expiry_at_receipt, accepted_expired)
  select p_tenant_id, l.id, l.receipt_id, coalesce(l.line_number, 1), l.product_id, l.location_id, o.id, o.lot_number, l.quantity, l.unit,
    l.factor, l.quantity * l.factor, l.unit_cost, l.received_at, l.received_on, e.expiry_date,
    inventory.is_expired(e.expiry_date, l.received_on) and coalesce(l.accepted, false)
  from unnest(v_lines.ids, v_lines.receipts, v_lines.numbers, v_lines.products, v_lines.locations, v_lines.lot_keys, v_lines.quantities,
    v_lines.units, v_lines.factors, v_lines.costs, v_lines.times, v_lines.dates, v_lines.expiries, v_lines.accepted)
    l (id, receipt_id, line_number, product_id, location_id, lot_key, quantity, unit, factor, unit_cost, received_at, received_on, expiry_date, accepted)
  -- A change of the lot's expiry date or hold waits, and then reaches the new batch too.
  left join lateral (
    select o.id, o.lot_number, o.expiry_date::date as expiry_date from inventory.lots o
    where o.tenant_id = p_tenant_id and o.product_id = l.product_id and o.lot_number_key = l.lot_key offset 0 for share) o on true
  cross join lateral (select coalesce(l.expiry_date, o.expiry_date) as expiry_date offset 0) e; -- lot_expiry_differs compares the two
  return true;
end
$$;
comment on function inventory.write_plain_batches(uuid, jsonb) is
  'Writes batches and their lots as sets, [{"id", "receiptId", "lineNumber", "productId", "batchNumber", "quantity", "unit", "unitCost", "expiryDate", "acceptExpired"}], where each of them needs nothing special; false, with nothing written, where one needs more than that or is refused.';
grant execute on function inventory.write_plain_batches(uuid, jsonb) to bincard_app;
