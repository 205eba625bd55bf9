-- Many sales as sets: their rows are inserted by one statement for each table, so that the triggers, which are those of a
-- single sale, start once for all of them.
--
-- Identity:  the actor and the role of each row are those of its request. identify() is evaluated for a row as it is
--            inserted, before the row's own stamps and policies; a key and a line are stamped with no actor, so where all
--            requests are of one role the session's is theirs. What runs once for all rows (allocation, checks at COMMIT)
--            must not read the session's actor: it takes that of the sale.
-- Order:     ids ascend in the order of the requests, and allocation goes by them: an earlier request takes its stock first.
-- Locks:     keys by key, then reservations by id, then stock levels by the lines' trigger.

create or replace function inventory.ids_in(p_texts text[]) returns uuid[]
language sql immutable
return array(select distinct t::uuid from unnest(p_texts) t
  where t ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' order by 1);
comment on function inventory.ids_in(text[]) is 'The ids among texts, each once and in order.';

create or replace function inventory.array_in(p_input jsonb, p_key text) returns jsonb
language sql immutable
return case when jsonb_typeof(p_input -> p_key) = 'array' then p_input -> p_key else '[]' end;
comment on function inventory.array_in(jsonb, text) is 'An array in an input that has not been checked; an empty one where it is none.';

create or replace function inventory.lock_reservations(p_tenant_id uuid, p_inputs jsonb[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
begin
  foreach v_id in array inventory.ids_in(array(
    select k from unnest(p_inputs) i cross join lateral jsonb_array_elements_text(inventory.array_in(i, 'reservationIds')) k))
  loop
    perform from inventory.reservations r where r.tenant_id = p_tenant_id and r.id = v_id for no key update;
  end loop;
end
$$;
comment on function inventory.lock_reservations(uuid, jsonb[]) is
  'Locks the reservations that the inputs of sales name, by id: each sale''s trigger locks those of that sale alone.';

create or replace function inventory.lock_sales(p_tenant_id uuid, p_inputs jsonb[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- the app role may not lock stock levels
as $$
declare
  v_products uuid[];
  v_locations uuid[];
begin
  perform inventory.check_tenant(p_tenant_id);
  if exists (select from unnest(p_inputs) i where i ->> 'businessDate' is not null) then
    perform inventory.open_day(p_tenant_id);
  end if;
  perform inventory.lock_reservations(p_tenant_id, p_inputs);
  select array_agg(coalesce(c.component_id, p.id)), array_agg(l.id) into v_products, v_locations
  from unnest(p_inputs) i
  cross join lateral jsonb_array_elements(inventory.array_in(i, 'lines')) e
  cross join lateral unnest(inventory.ids_in(array[e ->> 'productId'])) p (id)
  cross join lateral unnest(inventory.ids_in(array[i ->> 'locationId'])) l (id)
  left join lateral ( -- of a kit, its components
    select c.component_id from inventory.kit_components c
    where c.tenant_id = p_tenant_id and c.kit_id = p.id and c.removed_at is null and c.kit offset 0) c on true;
  perform inventory.lock_stock(p_tenant_id, v_products, v_locations);
end
$$;
comment on function inventory.lock_sales(uuid, jsonb[]) is
  'Takes the locks of sales before any of them is written: the tenant''s row where one gives a business date, reservations by id, stock levels by product and location.';

create or replace function inventory.record_sales(p_tenant_id uuid, p_requests jsonb[]) returns jsonb[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_at constant timestamptz := clock_timestamp();
  v_ids uuid[];
  v_identities jsonb[];
  v_inputs jsonb[];
  v_one_role boolean;
  v_taken bigint[]; -- places of requests whose key another one has
  v_headers jsonb[];
  v_results jsonb[];
begin
  perform inventory.identify(p_requests[1] -> 'identity');
  select array_agg(inventory.uuid_v7(v_at + r.n * interval '1 microsecond') order by r.n),
    array_agg(r.request -> 'identity' order by r.n), array_agg(r.request -> 'input' order by r.n),
    bool_and(r.request -> 'identity' -> 'role' = p_requests[1] -> 'identity' -> 'role')
  into v_ids, v_identities, v_inputs, v_one_role
  from unnest(p_requests) with ordinality r (request, n);

  v_taken := inventory.claim_documents(p_tenant_id, 'recordSale', v_ids, v_identities, v_inputs, v_one_role);
  if v_taken <> '{}' then
    select array_agg(r.id order by r.n), array_agg(r.identity order by r.n), array_agg(r.input order by r.n)
    into v_ids, v_identities, v_inputs
    from unnest(v_ids, v_identities, v_inputs) with ordinality r (id, identity, input, n)
    where r.n <> all (v_taken);
  end if;

  if exists (
    select from unnest(v_inputs) i cross join lateral jsonb_array_elements(i -> 'lines') l where inventory.needs_quantity(l))
  then
    v_inputs := array(
      select inventory.with_quantities(p_tenant_id, r.input) from unnest(v_inputs) with ordinality r (input, n) order by r.n);
  end if;
  if exists (select from unnest(v_inputs) i where inventory.names_reservations(i)) then
    perform inventory.lock_reservations(p_tenant_id, v_inputs);
  end if;

  with written as (
    insert into inventory.sales as s (tenant_id, id, receipt_number, location_id, occurred_at, business_date, reservation_ids)
    select inventory.identify(r.identity), r.id, inventory.sale_number(r.id, r.input), (r.input ->> 'locationId')::uuid,
      (r.input ->> 'occurredAt')::timestamptz, (r.input ->> 'businessDate')::date, 
      case when inventory.names_reservations(r.input) then inventory.reservation_ids(r.input) end
    from unnest(v_ids, v_identities, v_inputs) r (id, identity, input)
    returning s.id, inventory.sale_header_json(s.id, s.receipt_number, s.location_id, s.status, s.created_at, s.business_date,
      s.occurred_at, s.actor) as header
  )
  select array_agg(w.header order by w.id) into v_headers from written w;

  with written as (
    insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, batch_id, lot_id, quantity, unit, unit_price)
    select case when v_one_role then p_tenant_id else inventory.identify(r.identity) end, inventory.uuid_v7(), r.id, l.line_number, (l.line ->> 'productId')::uuid,
      (l.line ->> 'batchId')::uuid, (l.line ->> 'lotId')::uuid, (l.line ->> 'quantity')::bigint, l.line ->> 'unit', (l.line ->> 'unitPrice')::numeric
    from unnest(v_ids, v_identities, v_inputs) r (id, identity, input)
    cross join lateral jsonb_array_elements(r.input -> 'lines') with ordinality l (line, line_number)
    returning *
  ), lines as (
    select w.sale_id, jsonb_agg(
      inventory.sale_line_json(w.id, w.sale_id, w.product_id, w.base_quantity, w.unit, w.refunded_quantity, w.unit_price) order by w.line_number) as lines
    from written w group by w.sale_id
  )
  select array_agg(h.header || jsonb_build_object('replayed', false, 'lines', l.lines) order by h.n) into v_results
  from unnest(v_ids, v_headers) with ordinality h (id, header, n)
  left join lines l on l.sale_id = h.id;

  if v_taken <> '{}' then
    v_results := array(
      select case when n <> all (v_taken) then
        v_results[n - (select count(*) from unnest(v_taken) r where r < n)] end
      from generate_series(1, cardinality(p_requests)) n order by n);
  end if;
  return v_results;
end
$$;
comment on function inventory.record_sales(uuid, jsonb[]) is
  'Writes the sales of many requests, each {"identity", "input"} as record_sale takes them, or refuses them all. Returns what record_sale would, in their order; null for a request whose idempotency key is taken, also by an earlier one of them: record_sale answers it.';

grant execute on function inventory.ids_in(text[]), inventory.array_in(jsonb, text), inventory.lock_reservations(uuid, jsonb[]),
  inventory.lock_sales(uuid, jsonb[]), inventory.record_sales(uuid, jsonb[]) to bincard_app;
