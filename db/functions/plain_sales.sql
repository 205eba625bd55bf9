-- Plain sales of a group (plain_sale.sql says what plain is), written together by one statement for each table, with the
-- stamps and movements that the triggers would give them. Everything else, and every refusal, is left to the triggers: a
-- request that is not plain is left out and answered by nobody here.
--
-- Plain:     as plain_sale, but of as many lines as it has; in any unit of the product; of products that are not tracked too;
--            and of an earlier business date that the request may give. The CHECKs, keys and domains of all tables hold.
-- Rights:    security definer, as the ledger's role, like record_plain_sale. Each request is of its own actor and role.
-- Order:     plain sales take their stock in their order, and before those that are left out.
-- Locks:     keys by key, the tenant's row where a business date is given, stock_levels, batch_stock, daily_stock. The sales come
--            last: nobody else waits for one, but for a sale with the same receipt number.
-- Date:      as in plain_sale.

create or replace function inventory.record_plain_sales(
  p_tenant_id uuid, p_requests jsonb[], p_without bigint[], out results json[], out others bigint[], out again bigint[]
) language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  v_at constant timestamptz := clock_timestamp();
  v_tenant record;
  v_sales record;
  v_lines record;
  v_drop bigint[];
  v_taken bigint[];
  v_day record;
  v_took record;
  v_sold record;
  v_written record;
begin
  results := array_fill(null::json, array[cardinality(p_requests)]);
  if not inventory.is_read_committed() then
    return;
  end if;
  select t.time_zone, t.last_closed_on, inventory.business_date(t.time_zone, v_at) as today into v_tenant
  from inventory.tenants t where t.id = p_tenant_id;

  select coalesce(array_agg(r.n) filter (where r.way = 'others'), '{}') as others,
    array_agg(r.n) filter (where r.way = 'plain') as places,
    array_agg(inventory.uuid_v7(v_at + r.n * interval '1 microsecond')) filter (where r.way = 'plain') as ids,
    array_agg(r.input) filter (where r.way = 'plain') as inputs, array_agg(r.number) filter (where r.way = 'plain') as numbers,
    array_agg(r.location_id) filter (where r.way = 'plain') as locations, array_agg(r.actor) filter (where r.way = 'plain') as actors,
    array_agg(r.occurred_at) filter (where r.way = 'plain') as occurred, array_agg(r.on_date) filter (where r.way = 'plain') as dates
  into v_sales
  from (
    select r.*, case
        -- The policies of the tables bind the app role; this function's role is another one.
        when r.n = any (p_without) or r.role is null or r.role not in ('clerk', 'manager', 'admin') or not coalesce(o.active, false)
          or jsonb_array_length(inventory.array_in(r.input, 'lines')) = 0
          or btrim(r.key) = '' or length(r.key) > 200 or r.key is not null and count(*) over (partition by r.key) > 1
          or r.occurred_at > v_at + interval '5 minutes' or r.occurred_at < '0001-01-01 00:00:00Z'
          or r.on_date > v_tenant.today or r.on_date < inventory.earliest_business_date()
          or r.on_date < v_tenant.today and (r.on_date <= v_tenant.last_closed_on or r.role = 'clerk')
          or r.number is not null and (r.number = '' or length(r.number) > 128
            or row_number() over (partition by r.number_key order by r.n) > 1
            -- In order, as in document_empty: only one index has that order.
            or r.number_key = (
              select s.receipt_number_key from inventory.sales s
              where s.tenant_id = p_tenant_id and s.receipt_number_key >= r.number_key order by s.receipt_number_key limit 1))
          then 'apart'
        when inventory.names_reservations(r.input) then 'others'
        else 'plain'
      end as way
    from (
      select r.n, r.request -> 'input' as input, coalesce(nullif(r.request #>> '{identity,actor}', ''), session_user) as actor,
        r.request #>> '{identity,role}' as role, r.request #>> '{input,idempotencyKey}' as key,
        inventory.clean_code(r.request #>> '{input,receiptNumber}') as number,
        inventory.code_key(r.request #>> '{input,receiptNumber}') as number_key, (r.request #>> '{input,locationId}')::uuid as location_id,
        (r.request #>> '{input,occurredAt}')::timestamptz as occurred_at, (r.request #>> '{input,businessDate}')::date as on_date
      from unnest(p_requests) with ordinality r (request, n)) r
    left join lateral (
      select o.active from inventory.locations o where o.tenant_id = p_tenant_id and o.id = r.location_id offset 0) o on true
    order by r.n) r;
  others := v_sales.others;

  loop -- without the sales that turn out not to be plain, or whose key is taken
    if v_sales.places is null then
      perform inventory.lock_sales(p_tenant_id, array(select r -> 'input' from unnest(p_requests) r));
      return;
    end if;
    v_lines := inventory.plain_lines(p_tenant_id, v_sales.places, v_sales.ids, v_sales.inputs, v_sales.locations, v_sales.actors,
      array(select case when d < v_tenant.today then d end from unnest(v_sales.dates) d));
    exit when v_taken is not null;
    others := others || v_lines.others;
    v_drop := v_lines.others || v_lines.apart;
    if v_drop is null then
      v_taken := inventory.claim_documents(p_tenant_id, 'recordSale', v_sales.ids, null, v_sales.inputs, true);
      exit when v_taken = '{}';
      v_drop := array(select v_sales.places[n] from unnest(v_taken) n);
    end if;
    select array_agg(r.place) as places, array_agg(r.id) as ids, array_agg(r.input) as inputs, array_agg(r.number) as numbers,
      array_agg(r.location_id) as locations, array_agg(r.actor) as actors, array_agg(r.occurred_at) as occurred, array_agg(r.on_date) as dates
    into v_sales
    from (
      select r.* from unnest(v_sales.places, v_sales.ids, v_sales.inputs, v_sales.numbers, v_sales.locations, v_sales.actors, v_sales.occurred, v_sales.dates)
        r (place, id, input, number, location_id, actor, occurred_at, on_date)
      where r.place <> all (v_drop) order by r.place) r;
  end loop;

  if cardinality(v_sales.places) < cardinality(p_requests) then -- the others lock after these
    perform inventory.lock_sales(p_tenant_id, array(select r -> 'input' from unnest(p_requests) r));
  end if;
  if array_remove(v_lines.dates, null) <> '{}' then
    v_day := inventory.open_day(p_tenant_id);
    if v_day.today <> v_tenant.today or v_day.last_closed_on is distinct from v_tenant.last_closed_on then
      raise exception using errcode = 'serialization_failure', message = 'The day has ended while its sales were written', hint = 'Try again.';
    end if;
  end if;

  v_took := v_lines;
  if not v_lines.all_tracked then
    select array_agg(l.place) as places, array_agg(l.product_id) as products, array_agg(l.location_id) as locations, array_agg(l.quantity) as base_quantities,
      array_agg(l.sale_id) as sale_ids, array_agg(l.id) as ids, array_agg(l.actor) as actors, array_agg(l.on_date) as dates, array_agg(l.price) as prices
    into v_took
    from unnest(v_lines.places, v_lines.products, v_lines.locations, v_lines.base_quantities, v_lines.sale_ids, v_lines.ids, v_lines.actors,
      v_lines.dates, v_lines.prices, v_lines.tracked) l (place, product_id, location_id, quantity, sale_id, id, actor, on_date, price, tracked)
    where l.tracked;
  end if;
  if v_took.ids is not null and not inventory.take_sale_set(p_tenant_id, v_took.products, v_took.locations, v_took.base_quantities,
    v_took.sale_ids, v_took.ids, v_took.actors, v_took.prices, v_took.dates)
  then
    v_sold := inventory.sales_beyond_stock(p_tenant_id, v_took.places, v_took.products, v_took.locations, v_took.base_quantities, v_took.dates);
    if v_sold.short = '{}' and v_sold.others = '{}' then -- from more batches than a set takes
      v_sold.others := v_sales.places;
    end if;
    others := others || v_sold.others;
    again := others || v_sold.short;
    return;
  end if;

  with written as (
    insert into inventory.sales as s (tenant_id, id, receipt_number, location_id, occurred_at, created_at, business_date, backdated, actor,
      opened_by_transaction)
    select p_tenant_id, r.id, coalesce(r.number, inventory.sale_number(r.id, '{}')), r.location_id, r.occurred_at, clock_timestamp(),
      coalesce(r.on_date, v_tenant.today), coalesce(r.on_date < v_tenant.today, false), r.actor, pg_current_xact_id()
    from unnest(v_sales.ids, v_sales.numbers, v_sales.locations, v_sales.occurred, v_sales.dates, v_sales.actors)
      r (id, number, location_id, occurred_at, on_date, actor)
    returning s.id, s.receipt_number, s.created_at, s.business_date
  )
  select array_agg(w.receipt_number order by w.id) as numbers, array_agg(w.created_at::timestamptz order by w.id) as times,
    array_agg(w.business_date::date order by w.id) as dates
  into v_written from written w;

  insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, location_id, tracked, quantity, unit, factor, base_quantity,
    unit_price)
  select p_tenant_id, l.* from unnest(v_lines.ids, v_lines.sale_ids, v_lines.numbers, v_lines.products, v_lines.locations, v_lines.tracked,
    v_lines.quantities, v_lines.units, v_lines.factors, v_lines.base_quantities, v_lines.prices) l;

  -- As sale_header_json and sale_line_json name the fields, in jsonb's order: as text, which nobody takes apart again.
  for v_took in
    select r.place, json_build_object('id', r.id, 'actor', r.actor, 'lines', r.lines, 'status', 'COMPLETED', 'replayed', false,
      'createdAt', inventory.utc_text(r.created_at), 'locationId', r.location_id, 'occurredAt', inventory.utc_text(r.occurred_at),
      'businessDate', r.business_date, 'receiptNumber', r.number) as result
    from unnest(v_sales.places, v_sales.ids, v_sales.actors, v_sales.locations, v_sales.occurred, v_written.numbers, v_written.times,
      v_written.dates, array(
        select json_agg(json_build_object('id', l.id, 'unit', l.unit, 'saleId', l.sale_id, 'quantity', l.quantity, 'productId', l.product_id,
          'unitPrice', inventory.price_text(l.price), 'refundedQuantity', 0) order by l.number)
        from unnest(v_lines.ids, v_lines.sale_ids, v_lines.numbers, v_lines.products, v_lines.base_quantities, v_lines.units, v_lines.prices)
          l (id, sale_id, number, product_id, quantity, unit, price)
        group by l.sale_id order by l.sale_id))
      r (place, id, actor, location_id, occurred_at, number, created_at, business_date, lines)
  loop
    results[v_took.place] := v_took.result;
  end loop;
  if inventory.business_date(v_tenant.time_zone, clock_timestamp()) <> v_tenant.today then
    raise exception using errcode = 'serialization_failure', message = 'The day has ended while its sales were written', hint = 'Try again.';
  end if;
end
$$;
comment on function inventory.record_plain_sales(uuid, jsonb[], bigint[]) is
  'Writes those of many requests, each {"identity", "input"}, that are plain sales, without those at the places p_without. results: what record_sale would return, in their order; null for a request that is not written. others: the places of those that may be written together by the triggers. again: where it is not null, nothing but keys is written, which is to be taken back, and the function called again without these places.';
grant execute on function inventory.record_plain_sales(uuid, jsonb[], bigint[]) to bincard_app;
