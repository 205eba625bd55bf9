-- Voids, refunds and reservations of a group (write_group.sql): one after the other, each in a savepoint, and committed together.
--
-- Locks:     those of all requests before the first is written: the tenant's row where one gives a business date, sales by id,
--            the batches of refunds that come in elsewhere, stock levels by product and location. What is not known
--            beforehand (the stock level of a place where goods come back to, a key that another session writes) is locked
--            later; where two groups meet there, the whole group fails and each request is sent alone.

create or replace function inventory.is_written_in_groups(p_operation text) returns boolean
language sql immutable
return p_operation in ('record_sale', 'void_sale', 'refund_sale', 'reserve_stock');
comment on function inventory.is_written_in_groups(text) is
  'Whether write_group writes an operation, by the name of its entry point. Receipts gain little: most of their time is in their rows.';

create or replace function inventory.lock_sales_of(p_tenant_id uuid, p_sale_ids uuid[], p_elsewhere boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- the app role may not lock stock levels
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_id uuid;
  v_products uuid[];
  v_locations uuid[];
  v_batches uuid[];
begin
  perform inventory.check_tenant(p_tenant_id);
  foreach v_id in array p_sale_ids loop
    perform from inventory.sales s where s.tenant_id = p_tenant_id and s.id = v_id for no key update;
    select v_products || array_agg(l.product_id), v_locations || array_agg(l.location_id) into v_products, v_locations
    from inventory.sale_line_parts l where l.tenant_id = p_tenant_id and l.sale_id = v_id and l.tracked; -- of a kit, its components
    if p_elsewhere then
      v_batches := v_batches || array(
        select m.batch_id from inventory.movements m
        where m.tenant_id = p_tenant_id and m.document_id = v_id and m.kind = 'SALE');
    end if;
  end loop;
  if p_elsewhere then
    perform inventory.lock_batches(p_tenant_id, v_batches);
  end if;
  perform inventory.lock_stock(p_tenant_id, v_products, v_locations);
end
$$;
comment on function inventory.lock_sales_of(uuid, uuid[], boolean) is
  'Locks sales in the order of the ids given, the batches that they took where goods come back to another place, and the stock levels of their lines and of the components of their kits.';

create or replace function inventory.lock_reserved(p_tenant_id uuid, p_inputs jsonb[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp -- the app role may not lock stock levels
as $$
begin
  perform inventory.check_tenant(p_tenant_id);
  perform inventory.lock_stock(p_tenant_id, array_agg(p.id), array_agg(l.id))
  from unnest(p_inputs) i
  cross join lateral unnest(inventory.ids_in(array[i ->> 'productId'])) p (id)
  cross join lateral unnest(inventory.ids_in(array[i ->> 'locationId'])) l (id);
end
$$;
comment on function inventory.lock_reserved(uuid, jsonb[]) is 'Locks the stock levels that reservations name, by product and location.';

create or replace function inventory.write_in_turn(p_tenant_id uuid, p_operation text, p_requests jsonb[]) returns json[]
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_inputs constant jsonb[] := array(select r -> 'input' from unnest(p_requests) r);
  v_results json[] := '{}';
  v_request jsonb;
begin
  if cardinality(p_requests) = 1 then
    return array[inventory.write_alone(p_operation, p_requests[1])::json];
  elsif exists (select from unnest(v_inputs) i where i ->> 'businessDate' is not null) then
    perform inventory.open_day(p_tenant_id);
  end if;
  if p_operation = 'reserve_stock' then
    perform inventory.lock_reserved(p_tenant_id, v_inputs);
  else
    perform inventory.lock_sales_of(p_tenant_id,
      inventory.ids_in(array(select coalesce(i ->> 'saleId', i ->> 'id') from unnest(v_inputs) i)),
      exists (select from unnest(v_inputs) i where i ->> 'locationId' is not null
        or exists (select from jsonb_array_elements(inventory.array_in(i, 'lines')) l where l ->> 'disposition' = 'QUARANTINE')));
  end if;
  foreach v_request in array p_requests loop
    v_results := v_results || inventory.write_alone(p_operation, v_request)::json;
  end loop;
  return v_results;
end
$$;
comment on function inventory.write_in_turn(uuid, text, jsonb[]) is
  'Writes requests of one operation one after the other, each in a savepoint, with the locks of all of them taken before.';

grant execute on function inventory.is_written_in_groups(text), inventory.lock_sales_of(uuid, uuid[], boolean),
  inventory.lock_reserved(uuid, jsonb[]), inventory.write_in_turn(uuid, text, jsonb[]) to bincard_app;
